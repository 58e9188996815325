// What was signed or is to be signed, in a file and not in memory.
#pragma once

#include "agent/platform/large_file.hpp"
#include "crypto/cms/content_digests.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <set>

namespace qoltanba::agent {

/// Files from this size on are not held in memory where that can be helped.
inline constexpr std::uint64_t large_from = std::uint64_t{16} << 20U;

/// Told after each piece how much was done; false: stop, which gives canceled.
using Watch = std::function<bool(std::uint64_t done, std::uint64_t all)>;

/// The octets of a file from `offset` on.
struct FileContent {
    std::filesystem::path path;
    std::uint64_t offset = 0, size = 0;
    std::uint64_t file_size = 0;  ///< a file of another size is not the one that was looked at
    bool in_pieces = false;       ///< they stand in the pieces of a BER string, the first at `offset`

    /// All of the file; of size 0 where there is none.
    static FileContent of(const std::filesystem::path& path);
};

/// Read once. Errors: of read_in_pieces, canceled.
Result<crypto::cms::ContentDigests> digests_of(const FileContent& content,
                                               const std::set<crypto::DigestAlgorithm>& algorithms,
                                               const Watch& watch);

/// Read once more, into this file. Errors: of read_in_pieces and GrowingFile, also where it is another
/// content than is known by these digests; canceled.
Result<void> copy_content(const FileContent& content, crypto::cms::ContentDigests& known, GrowingFile& out,
                          const Watch& watch);

/// A file that is a signature or anything else that can be judged.
struct SignatureFile {
    Bytes octets;                        ///< of an attached CMS with a large content: as a detached one
    std::optional<FileContent> content;  ///< which stands apart then
};

/// In memory but for the large content of an attached CMS in DER, or in BER as programs write it that sign in
/// one pass (crypto::cms::find_pieces). Errors: of read_whole_file.
Result<SignatureFile> read_signature_file(const std::filesystem::path& path);

}  // namespace qoltanba::agent
