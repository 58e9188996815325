// Files that are too large to be held in memory.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>

namespace qoltanba::agent {

/// Gets the next octets; an error ends the reading and is handed on.
using TakePiece = std::function<Result<void>(BytesView)>;

/// Reads the file once, from its beginning to its end. Gives its size. Errors: file_not_found, also for what
/// is no regular file; input_output_failure, also where the file changed, grew or shrank meanwhile: then the
/// pieces belong to no one state of it. Each names the path.
Result<std::uint64_t> read_in_pieces(const std::filesystem::path& path, const TakePiece& take);

/// A file that is there whole under its name or not at all: it grows beside it and goes where it is not
/// finished.
class GrowingFile {
  public:
    explicit GrowingFile(std::filesystem::path path);
    ~GrowingFile();
    GrowingFile(const GrowingFile&) = delete;
    GrowingFile& operator=(const GrowingFile&) = delete;

    /// Error: input_output_failure.
    Result<void> write(BytesView octets);
    /// Takes the name. Error: input_output_failure.
    Result<void> finish();

  private:
    std::filesystem::path path_, beside_;
    std::ofstream out_;
    bool finished_ = false;
};

}  // namespace qoltanba::agent
