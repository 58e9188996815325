// A file under a name that nobody has taken.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <filesystem>

namespace qoltanba::agent {

/// Makes the file and writes it whole, onto the disk; with these rights on Linux (perms::unknown: those
/// of any new file), with its folder's access on Windows. What has that name already, a link too, is not
/// touched. What was written of it before an error is gone. Error: input_output_failure.
Result<void> write_new_file(const std::filesystem::path& file, BytesView content,
                            std::filesystem::perms rights);

/// Whether the symbolic link was laid by neither this user nor the system.
bool is_link_of_others(const std::filesystem::path& link);

/// A name in the same folder that nobody foresees: others may write into it too. Error: internal, where the
/// system gives no random numbers.
Result<std::filesystem::path> name_beside(const std::filesystem::path& file);

}  // namespace qoltanba::agent
