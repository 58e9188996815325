// CAdES-LTA: archive-time-stamp-v3 (ETSI EN 319 122-1, 5.5.3), a time stamp over a signature with all its
// evidence, which holds when the algorithms and certificates of those do not any more.
#pragma once

#include "crypto/cms/content_digests.hpp"

#include <optional>

namespace qoltanba::crypto {

/// What is to be stamped, and the index that goes into the token.
struct ArchiveImprint {
    DigestAlgorithm algorithm{};
    Bytes imprint{};     ///< for the TimeStampRequest
    Bytes hash_index{};  ///< ATSHashIndexV3
};

/// Of this signer (by its number, from 0) with all that stands in the SignedData now. `content` for a
/// detached one. Errors: malformed_signature, no_signature_found, content_missing.
Result<ArchiveImprint> archive_imprint(BytesView cms, std::size_t signer, std::optional<BytesView> content,
                                       DigestAlgorithm algorithm);

/// The same by the content's digests; `content` is null where there is none.
Result<ArchiveImprint> archive_imprint(BytesView cms, std::size_t signer, cms::ContentDigests* content,
                                       DigestAlgorithm algorithm);

/// The SignedData with this token, its index inside, beside the signer's signature; all else octet for octet.
/// Errors: as add_signature_time_stamp.
Result<Bytes> add_archive_time_stamp(BytesView cms, std::size_t signer, const ArchiveImprint& imprint,
                                     BytesView token);

/// Whether this token of the signer's is over what stands here now. Whether to believe the token is for
/// judge_time_stamp. `content`: null where there is none to judge by. Errors: malformed_time_stamp,
/// malformed_signature, unsupported_algorithm, content_missing, archive_index_mismatch,
/// time_stamp_imprint_mismatch.
Result<void> check_archive_time_stamp(const cms::SignedData& data, const cms::SignerInfo& signer,
                                      BytesView token, cms::ContentDigests* content);

/// The digests of the content that these archive time stamps of the signer's rest on, as far as they can be
/// read.
std::vector<DigestAlgorithm> archive_digests_of(const cms::SignerInfo& signer);

/// Whether the index of this archive time stamp has the signer's unsigned attribute of this type with this
/// value: what it has existed at the stamp's time. False also for what is no archive time stamp.
bool archive_time_stamp_has(BytesView token, std::string_view type, BytesView value);

}  // namespace qoltanba::crypto
