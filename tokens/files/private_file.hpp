// A small file that its owner alone may read.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <filesystem>

namespace qoltanba::tokens {

/// Writes the file for its owner alone, making missing folders likewise. A reader sees the old content or the
/// new one, never a part. Error: input_output_failure.
Result<void> write_owner_file(const std::filesystem::path& file, BytesView content);

}  // namespace qoltanba::tokens
