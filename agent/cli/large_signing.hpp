// CMS signatures of files that are not held in memory.
#pragma once

#include "agent/cli/file_content.hpp"
#include "crypto/signatures/signer.hpp"

#include <filesystem>

namespace qoltanba::agent {

/// A regular file of at least `large_from` octets that is no CMS already (that one gets a further signer, in
/// memory).
bool is_for_pieces(const std::filesystem::path& path);

/// A detached signature with the digest that it is over, by which its level is raised.
struct DigestSignature {
    Bytes cms;
    crypto::cms::ContentDigests digests;
};

/// The content is read once. Errors: of digests_of and of create_cms_of_digest.
Result<DigestSignature> sign_in_pieces(crypto::Signer& signer, const FileContent& content, Time signing_time,
                                       const Watch& watch);

/// The attached SignedData of a detached one and its content, into `output`, which is there whole or not at
/// all. The content must be the one known by these digests. Errors: of copy_content and of
/// crypto::cms::attached_around.
Result<void> attach_content(BytesView detached, const FileContent& content,
                            crypto::cms::ContentDigests& known, const std::filesystem::path& output,
                            const Watch& watch);

}  // namespace qoltanba::agent
