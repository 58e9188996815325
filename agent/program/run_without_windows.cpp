// The windows' face of a build without Qt.
#include "agent/program/faces.hpp"
#include "agent/program/start.hpp"

namespace qoltanba::agent {

int run_with_windows(const Options&, int, char**) {
    complain(fail(ErrorCode::window_unavailable, "this build has no windows; use --ui terminal"));
    return 1;
}

}  // namespace qoltanba::agent
