// Remembers the certificates of key files opened before (public data only), so that a person sees names
// instead of file names, and the folders they came from.
#pragma once

#include "tokens/files/key_files.hpp"

namespace qoltanba::tokens {

class KeyMemory {
  public:
    /// Kept in `file` (JSON, readable by its owner alone); a missing or damaged file is an empty memory.
    explicit KeyMemory(std::filesystem::path file);

    /// The certificates found when this file was last opened; nothing if never, or if the file's size or time
    /// of change is another one now.
    [[nodiscard]] std::vector<crypto::Certificate> certificates_of(const KeyFile& file) const;
    /// Remembers, at most 100 files, the oldest use forgotten first.
    Result<void> remember(const KeyFile& file, const std::vector<crypto::Certificate>& certificates);
    /// Folders of remembered files, last used first.
    [[nodiscard]] std::vector<std::filesystem::path> folders() const;
    /// The files themselves, last used first.
    [[nodiscard]] std::vector<std::filesystem::path> files() const;

  private:
    std::filesystem::path file_;
};

}  // namespace qoltanba::tokens
