// Where the program's log goes.
#pragma once

#include <string>

namespace qoltanba::agent {

/// To standard error; on Windows warnings, refusals among them, go to the system's event log as well
/// (Application, source "Qoltanba"), because a program of windows has no standard error there. `level` is one
/// of --log-level.
void open_log(const std::string& level);

}  // namespace qoltanba::agent
