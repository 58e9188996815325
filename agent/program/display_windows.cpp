#include "agent/program/display.hpp"

#include <windows.h>

namespace qoltanba::agent {

// A service and a task of nobody's session run in a window station that no screen shows.
std::optional<std::string> display_missing() {
    USEROBJECTFLAGS flags{};
    const bool known = ::GetUserObjectInformationW(::GetProcessWindowStation(), UOI_FLAGS, &flags,
                                                   sizeof flags, nullptr) != 0;
    if (known && (flags.dwFlags & WSF_VISIBLE) != 0) return std::nullopt;
    return "the program runs in a window station that no screen shows";
}

}  // namespace qoltanba::agent
