// What private files and the machine's have in common on Windows.
#pragma once

#include "agent/platform/access_windows.hpp"
#include "crypto/base/bytes.hpp"
#include "crypto/base/secret_bytes.hpp"

#include <filesystem>

namespace qoltanba::agent {

inline constexpr DWORD whatever_others_do = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

/// All of it, and onto the disk. Error: input_output_failure, naming `name`.
Result<void> write_all(HANDLE file, BytesView content, const std::filesystem::path& name);

/// A reader sees the old content or the new one, never a part; the new file is made with this access. Error:
/// input_output_failure.
Result<void> replace_file(const std::filesystem::path& file, BytesView content, AccessList access);

/// The same for a file that must not be there yet. Errors: file_exists; input_output_failure.
Result<void> add_file(const std::filesystem::path& file, BytesView content, AccessList access);

/// A regular file, itself and not what a link of that name points to, of this user, the system or
/// administrators, to which nobody else has any of the `forbidden` rights. Others may go on renaming and
/// deleting it. Errors: file_not_found; input_output_failure.
Result<Handle> open_checked_file(const std::filesystem::path& file, DWORD rights, DWORD forbidden);

/// Errors: too_large above `limit` octets; input_output_failure.
Result<SecretBytes> read_all(HANDLE file, std::size_t limit, const std::filesystem::path& name);

/// Makes the folder, and those above it that are missing, with that access, and sees that nobody else can
/// write into it. Error: input_output_failure.
Result<void> make_checked_folder(const std::filesystem::path& folder, AccessList& access);

}  // namespace qoltanba::agent
