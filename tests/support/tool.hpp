// Programs of other people (openssl, xmlsec1) as oracles.
#pragma once

#include "support/fixtures.hpp"

#include <string>

namespace qoltanba::test {

struct ToolRun {
    int status = -1;
    std::string output;  ///< standard output and error together, as text
};

/// Runs a program in this folder: its name or path, and words, in double quotes where they hold spaces.
ToolRun run_in(const TemporaryFolder& folder, const std::string& command_line);

}  // namespace qoltanba::test
