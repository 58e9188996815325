// Files that a person named, read and written whole. For files of the program itself see private_file.hpp.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <cstddef>
#include <filesystem>

namespace qoltanba::agent {

/// Errors: file_not_found, also for what is no regular file; too_large above `limit` octets;
/// input_output_failure. Each names the path.
Result<Bytes> read_whole_file(const std::filesystem::path& path, std::size_t limit);
/// As replace_whole_file, where there is no file yet too. What is no file is written to as it stands, and a
/// link followed if this user or the system laid it: others may have laid one to a file of the person's.
/// Errors: input_output_failure; internal, as name_beside.
Result<void> write_whole_file(const std::filesystem::path& path, BytesView content);
/// A file that is there gets this content whole or keeps its old one, and its rights. The new content is
/// written beside it first, under a name that nobody foresees: others may have laid links into its folder.
/// Errors: input_output_failure; internal, as name_beside.
Result<void> replace_whole_file(const std::filesystem::path& path, BytesView content);

}  // namespace qoltanba::agent
