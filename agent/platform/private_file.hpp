// Files and folders that are this user's alone. What others could have written is not read; what others could
// read is not taken for a secret.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret_bytes.hpp"

#include <cstddef>
#include <filesystem>

namespace qoltanba::agent {

/// Makes the folder, and those above it that are missing, for this user alone (mode 0700). One that stands
/// already must belong to this user and be writable by nobody else. Error: input_output_failure.
Result<void> make_private_folder(const std::filesystem::path& folder);

/// Writes the file for this user alone (mode 0600). A reader sees the old content or the new one, never a
/// part; after a power cut too. A symbolic link of that name is replaced, not followed. Error:
/// input_output_failure.
Result<void> write_private_file(const std::filesystem::path& file, BytesView content);

/// The same for a file that must not be there yet; one that is, whatever it is, stays as it is. Errors:
/// file_exists; input_output_failure.
Result<void> write_new_private_file(const std::filesystem::path& file, BytesView content);

/// Adds to the end of a file that belongs to this user, in one piece, on the disk before it returns; where
/// that fails the file is as it was. A symbolic link is refused. Errors: file_not_found;
/// input_output_failure.
Result<void> append_private_file(const std::filesystem::path& file, BytesView content);

/// The content of a regular file that belongs to this user and that nobody else may read or write. A symbolic
/// link is refused. Errors: file_not_found; too_large above `limit` octets; input_output_failure.
Result<SecretBytes> read_private_file(const std::filesystem::path& file, std::size_t limit = 1u << 20);

/// The same of a file that is no secret: others may read it, not write to it.
Result<SecretBytes> read_own_file(const std::filesystem::path& file, std::size_t limit = 1u << 20);

}  // namespace qoltanba::agent
