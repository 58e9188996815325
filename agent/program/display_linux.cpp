#include "agent/program/display.hpp"

#include <cstdlib>

namespace qoltanba::agent {
namespace {

bool is_set(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

}  // namespace

// QT_QPA_PLATFORM is how somebody asks for a display of another kind, "offscreen" for example.
std::optional<std::string> display_missing() {
    if (is_set("QT_QPA_PLATFORM") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")) return std::nullopt;
    return "neither DISPLAY nor WAYLAND_DISPLAY is set";
}

}  // namespace qoltanba::agent
