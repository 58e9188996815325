// Remembers the certificates of key files opened before (public data only), so that a person sees names
// instead of file names, and the folders they came from.
#pragma once

#include "tokens/files/key_files.hpp"

#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

namespace qoltanba::agent {

/// A key file as it was when it was opened.
struct RememberedFile {
    std::string path;  ///< UTF-8
    std::uintmax_t size = 0;
    std::int64_t changed = 0;               ///< ticks of the file clock, which compare with themselves only
    std::vector<std::string> certificates;  ///< base64 of the DER
};

/// The memory as it was at one moment, last used first: one reading serves a whole list of keys.
class KnownKeys {
  public:
    explicit KnownKeys(std::vector<RememberedFile> files) : files_(std::move(files)) {}

    /// The certificates found when this file was last opened; nothing if never, or if the file's size or time
    /// of change is another one now.
    [[nodiscard]] std::vector<crypto::Certificate> certificates_of(const tokens::KeyFile& file) const;
    [[nodiscard]] std::vector<std::filesystem::path> files() const;
    /// The folders of those files.
    [[nodiscard]] std::vector<std::filesystem::path> folders() const;

  private:
    std::vector<RememberedFile> files_;
};

/// Safe to use from several threads.
class KeyMemory {
  public:
    /// Kept in `file` (JSON, readable by its owner alone); a missing or damaged file is an empty memory.
    explicit KeyMemory(std::filesystem::path file);

    [[nodiscard]] KnownKeys recall() const;
    /// Remembers, at most 100 files, the oldest use forgotten first. Error: input_output_failure.
    Result<void> remember(const tokens::KeyFile& file, const std::vector<crypto::Certificate>& certificates);

  private:
    std::filesystem::path file_;
    mutable std::mutex mutex_;
};

}  // namespace qoltanba::agent
