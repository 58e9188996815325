// The subcommands of `qoltanba keys` that make keys, each in a file of its own, and what they share.
#pragma once

#include "agent/platform/paths.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace qoltanba::agent {

void add_keys_generate(CLI::App& keys, int& status);
void add_keys_request(CLI::App& keys, int& status);
void add_keys_import(CLI::App& keys, int& status);

/// Where key files are looked for: the `given` folders, or those of the policy and the settings. Errors:
/// those of policy_to_obey.
Result<std::vector<std::filesystem::path>> key_folders_in_force(const UserFolders& user,
                                                                const std::vector<std::string>& given);

}  // namespace qoltanba::agent
