// Reading a file whole, up to a limit.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <filesystem>

namespace qoltanba::tokens {

/// The first `limit` octets of a regular file, or all if it has fewer. Errors: file_not_found,
/// input_output_failure.
Result<Bytes> read_start_of(const std::filesystem::path& path, std::size_t limit);

}  // namespace qoltanba::tokens
