// Whole files for the commands.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <filesystem>

namespace qoltanba::agent {

/// Errors: file_not_found, too_large (more than 1 GiB), input_output_failure.
Result<Bytes> read_whole_file(const std::filesystem::path& path);
/// Error: input_output_failure.
Result<void> write_whole_file(const std::filesystem::path& path, BytesView content);

}  // namespace qoltanba::agent
