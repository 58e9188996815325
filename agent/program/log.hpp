// Where the program's log goes.
#pragma once

#include <string>
#include <string_view>

namespace qoltanba::agent {

/// To standard error; on Windows warnings, refusals among them, go to the system's event log as well
/// (Application, source "Qoltanba"), because a program of windows has no standard error there. `level` is one
/// of --log-level.
void open_log(const std::string& level);

/// An error in words, as one line of bounded length. They may be a page's, a service's or a token module's
/// own, which make no lines here and give a terminal no orders.
std::string log_line(std::string_view words);

}  // namespace qoltanba::agent
