// Where this user's things lie: the agent's own folders and the places where people keep key files.
#pragma once

#include "crypto/base/result.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace qoltanba::agent {

/// The value of an environment variable, or nothing where it is unset or empty.
using Environment = std::function<std::optional<std::string>(const char* name)>;
std::optional<std::string> process_environment(const char* name);

struct UserFolders {
    std::filesystem::path home;
    std::filesystem::path settings;  ///< where all programs keep settings: $XDG_CONFIG_HOME or ~/.config
    std::filesystem::path config;    ///< the agent's own: settings, grants, TLS identity; settings/qoltanba
    std::filesystem::path
        state;  ///< the agent's own: journal, log; $XDG_STATE_HOME or ~/.local/state, /qoltanba
};

/// By the XDG base directory specification: a relative path in a variable is ignored. Nothing is created.
/// Error: input_output_failure when the user has no home folder.
Result<UserFolders> user_folders(const Environment& environment = process_environment);

/// Folders that exist and where key files are looked for, the likeliest first: desktop, documents, downloads
/// (as user-dirs.dirs names them in the person's language), the home folder, then removable media. Each once.
/// `media` are the folders that hold one folder per medium.
std::vector<std::filesystem::path> key_folders(const UserFolders& user,
                                               const std::vector<std::filesystem::path>& media);

/// The folders under which this system mounts this user's removable media.
std::vector<std::filesystem::path> media_folders();

}  // namespace qoltanba::agent
