// Runs another program to its end: an argument vector and no shell, bounded in time and output.
#pragma once

#include "crypto/base/result.hpp"

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

namespace qoltanba::agent {

struct Command {
    std::vector<std::string> arguments;  ///< the program first; looked up in PATH if it has no slash
    std::string input;                   ///< its standard input
    std::filesystem::path home;          ///< its HOME, and where it starts
    std::chrono::milliseconds time_limit{15'000};  ///< then it is killed, with what it started
    std::size_t output_limit = 1u << 20;           ///< octets of output kept; the rest is thrown away
};

struct CommandOutcome {
    int exit_code = 0;   ///< 128 + signal when a signal ended it
    std::string output;  ///< standard output and standard error together
};

/// The program sees PATH, HOME and LC_ALL=C of our environment and none of our open files.
/// Errors: file_not_found when there is no such program; input_output_failure, also when time ran out.
Result<CommandOutcome> run(const Command& command);

}  // namespace qoltanba::agent
