#include "crypto/levels/archive_time_stamp.hpp"

#include "crypto/cms/rewrite.hpp"
#include "crypto/der/writer.hpp"
#include "crypto/levels/attribute_types.hpp"
#include "crypto/levels/hash_index.hpp"
#include "crypto/levels/signer_attributes.hpp"
#include "crypto/timestamps/time_stamp.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

/// EN 319 122-1, 5.5.3: eContentType, the digest of the content, the fields of SignerInfo from version to
/// signature, and ATSHashIndexV3, one after the other.
Result<Bytes> imprint_of(const cms::SignedData& data, const cms::SignerInfo& signer,
                         cms::ContentDigests* content, DigestAlgorithm algorithm, BytesView hash_index) {
    if (content == nullptr) return fail(ErrorCode::content_missing, "the content stands apart");
    QOLTANBA_TRY(const auto digest, content->of(algorithm));
    Hasher hasher(algorithm);
    hasher.update(data.content_type_element);
    hasher.update(digest);
    hasher.update(signer.signed_fields);
    hasher.update(hash_index);
    return hasher.finish();
}

/// The index in a token, the only one (EN 319 122-1, 5.5.2).
Result<BytesView> find_hash_index(const cms::SignerInfo& authority) {
    QOLTANBA_TRY(const auto values, levels::values_of(authority, levels::id_hash_index_v3));
    if (values.size() != 1)
        return fail(ErrorCode::malformed_signature, std::to_string(values.size()) + " ats-hash-index-v3");
    return values.front();
}

Result<levels::HashIndex> hash_index_of(BytesView token) {
    QOLTANBA_TRY(const auto data, cms::read_signed_data(token));
    if (data.signers.size() != 1) return fail(ErrorCode::malformed_signature, "a token by one signer is due");
    QOLTANBA_TRY(const auto der, find_hash_index(data.signers.front()));
    return levels::read_hash_index(der);
}

}  // namespace

Result<ArchiveImprint> archive_imprint(BytesView cms_bytes, std::size_t number,
                                       std::optional<BytesView> content, DigestAlgorithm algorithm) {
    std::optional<cms::ContentDigests> digests;
    if (content) digests.emplace(*content);
    return archive_imprint(cms_bytes, number, digests ? &*digests : nullptr, algorithm);
}

Result<ArchiveImprint> archive_imprint(BytesView cms_bytes, std::size_t number, cms::ContentDigests* content,
                                       DigestAlgorithm algorithm) {
    QOLTANBA_TRY(const auto data, cms::read_signed_data(cms_bytes));
    QOLTANBA_TRY(const auto* signer, levels::signer_at(data, number));
    cms::CoveredContent covered(data, content);
    QOLTANBA_TRY(const auto index, levels::index_of(data, *signer, algorithm));
    auto written = levels::write(index);
    QOLTANBA_TRY(auto imprint, imprint_of(data, *signer, covered.digests(), algorithm, written));
    return ArchiveImprint{algorithm, std::move(imprint), std::move(written)};
}

Result<Bytes> add_archive_time_stamp(BytesView cms_bytes, std::size_t number, const ArchiveImprint& imprint,
                                     BytesView token) {
    QOLTANBA_TRY(const auto data, cms::read_signed_data(cms_bytes));
    QOLTANBA_TRY(const auto stamp, read_time_stamp(token));
    if (stamp.algorithm != imprint.algorithm || stamp.imprint != imprint.imprint)
        return fail(ErrorCode::time_stamp_imprint_mismatch, "another imprint than was asked for");
    QOLTANBA_TRY(const auto token_data, cms::read_signed_data(token));
    QOLTANBA_TRY(const auto indexed,
                 levels::with_attribute(token_data, 0, levels::id_hash_index_v3, imprint.hash_index));
    return levels::with_attribute(data, number, levels::id_archive_time_stamp_v3, indexed);
}

Result<void> check_archive_time_stamp(const cms::SignedData& data, const cms::SignerInfo& signer,
                                      BytesView token, cms::ContentDigests* content) {
    QOLTANBA_TRY(const auto stamp, read_time_stamp(token));
    QOLTANBA_TRY(const auto token_data, cms::read_signed_data(token));
    QOLTANBA_TRY(const auto hash_index, find_hash_index(token_data.signers.front()));
    QOLTANBA_TRY(const auto then, levels::read_hash_index(hash_index));
    if (stamp.algorithm != then.algorithm)
        return fail(ErrorCode::archive_index_mismatch, "the index is by another digest than the imprint");
    QOLTANBA_TRY(const auto imprint, imprint_of(data, signer, content, then.algorithm, hash_index));
    if (stamp.imprint != imprint)
        return fail(ErrorCode::time_stamp_imprint_mismatch,
                    "the signature, its content or the index is another");
    QOLTANBA_TRY(const auto now, levels::index_of(data, signer, then.algorithm));
    return levels::check_covered(then, now);
}

std::vector<DigestAlgorithm> archive_digests_of(const cms::SignerInfo& signer) {
    std::vector<DigestAlgorithm> digests;
    const auto tokens = levels::values_of(signer, levels::id_archive_time_stamp_v3);
    if (tokens.has_error()) return digests;
    for (const auto token : *tokens) {
        if (const auto index = hash_index_of(token)) digests.push_back(index->algorithm);
    }
    return digests;
}

bool archive_time_stamp_has(BytesView token, std::string_view type, BytesView value) {
    const auto index = hash_index_of(token);
    if (index.has_error()) return false;
    const auto digest = levels::attribute_value_digest(index->algorithm, type, value);
    return std::ranges::find(index->attribute_values, digest) != index->attribute_values.end();
}

}  // namespace qoltanba::crypto
