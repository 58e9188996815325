// What the installer leaves for every user of this computer: written by administrators, read by all.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret_bytes.hpp"

#include <filesystem>

namespace qoltanba::agent {

/// %ProgramData%\Qoltanba. Error: input_output_failure where Windows names no such folder.
Result<std::filesystem::path> machine_folder();

/// Makes it where it is missing. One that somebody else could write into is refused: any user may make a
/// folder in %ProgramData% before the installer does. Error: input_output_failure.
Result<void> make_machine_folder();

/// A reader sees the old content or the new one, never a part. Error: input_output_failure.
Result<void> write_machine_file(const std::filesystem::path& file, BytesView content);

/// What an administrator, the system or this user wrote and nobody else could change. Errors:
/// file_not_found; too_large above `limit` octets; input_output_failure.
Result<SecretBytes> read_machine_file(const std::filesystem::path& file, std::size_t limit = 1u << 20);

}  // namespace qoltanba::agent
