// Whether a window can be shown at all: without a display Qt ends the process itself, and a person is better
// told first.
#pragma once

#include <optional>
#include <string>

namespace qoltanba::agent {

/// Why no window can be shown; nothing where one can.
std::optional<std::string> display_missing();

}  // namespace qoltanba::agent
