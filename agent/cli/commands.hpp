// The commands of `qoltanba`. Each gives the exit status of the process.
#pragma once

#include "crypto/base/result.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace qoltanba::agent {

/// Adds a command to the app and has it run when it is chosen; the status goes where `status` says. One
/// function for each command, in a file of its own.
void add_sign_command(CLI::App& app, int& status);
void add_stamp_command(CLI::App& app, int& status);
void add_verify_command(CLI::App& app, int& status);
void add_keys_command(CLI::App& app, int& status);
void add_tokens_command(CLI::App& app, int& status);
void add_pin_command(CLI::App& app, int& status);
void add_trust_command(CLI::App& app, int& status);
void add_policy_command(CLI::App& app, int& status);

/// Exit statuses beside those of `verify`.
inline constexpr int done = 0;
inline constexpr int failed = 1;

/// Octets of a file that a command reads.
inline constexpr std::size_t largest_file = std::size_t{1} << 30U;

/// The error for a person on standard error; gives `failed`.
int report_failure(const Error& error, Language language);

/// That what a command writes does not take the key's place: no copy of it may be anywhere else. Error:
/// file_exists.
Result<void> check_key_stays(const std::filesystem::path& key, const std::filesystem::path& output);

}  // namespace qoltanba::agent
