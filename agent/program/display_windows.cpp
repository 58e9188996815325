#include "agent/program/display.hpp"

#include <windows.h>

namespace qoltanba::agent {

// A service and a task of nobody's session run in a window station that no screen shows.
bool display_is_there() {
    USEROBJECTFLAGS flags{};
    return ::GetUserObjectInformationW(::GetProcessWindowStation(), UOI_FLAGS, &flags, sizeof flags,
                                       nullptr) != 0 &&
           (flags.dwFlags & WSF_VISIBLE) != 0;
}

}  // namespace qoltanba::agent
