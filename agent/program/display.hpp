// Whether a window can be shown at all: without a display Qt ends the process itself, and a person is better
// told first.
#pragma once

namespace qoltanba::agent {

bool display_is_there();

}  // namespace qoltanba::agent
