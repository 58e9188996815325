// A folder of policy files that one user alone can have written.
#pragma once

#include "agent/policy/policy_tree.hpp"

#include <sys/types.h>

#include <filesystem>

namespace qoltanba::agent {

/// The files of the folder, if nobody but `owner` and root could have put them there: the files, the folder
/// and all above it belong to one of the two and can be written by nobody else, and none is a symbolic link.
/// Above the folder, a folder where everybody has a corner of their own (sticky, as /tmp) will do. An absent
/// folder holds no policy.
PolicyTree read_trusted_policy(const std::filesystem::path& folder, uid_t owner);

}  // namespace qoltanba::agent
