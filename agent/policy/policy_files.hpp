// Policy files in their order. Where they must come from is another matter: policy_source.hpp.
#pragma once

#include "agent/policy/policy_tree.hpp"
#include "crypto/base/result.hpp"

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace qoltanba::agent {

using PolicyFileReader = std::function<Result<std::string>(const std::filesystem::path&)>;

/// The files one after another. One that cannot be read is a problem of the tree.
void read_policy_files(const std::vector<std::filesystem::path>& files, const PolicyFileReader& read,
                       PolicyTree& tree);

/// Every `*.json` of the folder, by name. Problems of the tree: policy_file_passed_over for each other file
/// but those that begin with a dot and what package managers and editors leave behind (policy_files.cpp);
/// input_output_failure; too_large for a folder of more than a thousand.
void read_policy_folder(const std::filesystem::path& folder, const PolicyFileReader& read, PolicyTree& tree);

/// A file, or a folder of files, wherever it lies and whoever wrote it: a policy that is being written.
PolicyTree read_policy_draft(const std::filesystem::path& file_or_folder);

}  // namespace qoltanba::agent
