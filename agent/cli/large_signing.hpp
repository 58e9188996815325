// CMS signatures of files that are not held in memory.
#pragma once

#include "agent/platform/large_file.hpp"
#include "crypto/signatures/signer.hpp"

#include <filesystem>

namespace qoltanba::agent {

/// Files from this size on are read in pieces.
inline constexpr std::uint64_t large_from = std::uint64_t{16} << 20U;

/// A regular file of at least `large_from` octets that is no CMS already (that one gets a further signer, in
/// memory).
bool is_for_pieces(const std::filesystem::path& path);

/// Told after each piece how much was done; false: stop, which gives canceled.
using Watch = std::function<bool(std::uint64_t done, std::uint64_t all)>;

/// Detached, read once. Errors: of read_in_pieces, canceled, of create_cms_of_digest.
Result<Bytes> sign_detached(crypto::Signer& signer, const std::filesystem::path& path, Time signing_time,
                            const Watch& watch);

/// Attached, into `output`, which is there whole or not at all. The file is read twice, and must be the same
/// both times. Errors: of read_in_pieces and GrowingFile, canceled, of create_cms_around.
Result<void> sign_attached(crypto::Signer& signer, const std::filesystem::path& path,
                           const std::filesystem::path& output, Time signing_time, const Watch& watch);

}  // namespace qoltanba::agent
