// The two faces of the program. Each starts it, serves until it is told to end, and gives the exit status:
// 0 ended, 1 could not start (the reason is on standard error).
#pragma once

#include "agent/program/options.hpp"

namespace qoltanba::agent {

int run_in_terminal(const Options& options);
int run_with_windows(const Options& options, int argc, char** argv);

}  // namespace qoltanba::agent
