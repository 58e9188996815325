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
bool display_is_there() {
    return is_set("QT_QPA_PLATFORM") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY");
}

}  // namespace qoltanba::agent
