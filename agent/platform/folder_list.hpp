// For paths_*.cpp: a list of folders with each there once.
#pragma once

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

namespace qoltanba::agent {

/// Adds a folder that exists and is not on the list under another name.
inline void add_once(std::vector<std::filesystem::path>& list, const std::filesystem::path& folder) {
    std::error_code ignored;
    if (!std::filesystem::is_directory(folder, ignored)) return;
    const auto same = [&](const auto& other) { return std::filesystem::equivalent(folder, other, ignored); };
    if (std::none_of(list.begin(), list.end(), same)) list.push_back(folder);
}

}  // namespace qoltanba::agent
