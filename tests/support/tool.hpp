// Programs of other people (openssl, xmlsec1) as oracles.
#pragma once

#include "support/fixtures.hpp"

#include <string>

namespace qoltanba::test {

struct ToolRun {
    int status = -1;
    std::string output;  ///< standard output and error together, as text
};

/// Runs a command line in this folder. For sh and for cmd: programs, words, double quotes, `&&`.
ToolRun run_in(const TemporaryFolder& folder, const std::string& command_line);

}  // namespace qoltanba::test
