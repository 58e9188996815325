#include "crypto/cms/judge.hpp"
#include "crypto/cms/write.hpp"
#include "crypto/der/writer.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/cms_signer_info.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::crypto {
namespace {

/// All but the content.
Result<cms::Parts> parts_of(Signer& signer, BytesView digest, Time signing_time) {
    cms::Parts parts;
    parts.version = der::integer(1);
    parts.content_type = der::object_identifier(cms::id_data);
    parts.digest_algorithms.push_back(cms::digest_algorithm(signer.family()));
    parts.certificates.push_back(copy_of(signer.certificate().der()));
    QOLTANBA_TRY(parts.signers.emplace_back(),
                 cms::make_signer_info(signer, parts.content_type, digest, signing_time));
    return parts;
}

Result<Bytes> create(Signer& signer, BytesView digest, std::optional<BytesView> attached, Time signing_time) {
    QOLTANBA_TRY(auto parts, parts_of(signer, digest, signing_time));
    parts.content = attached;
    return cms::write(std::move(parts));
}

/// All of an earlier SignedData, and this signer's digest algorithm and certificate where they are new.
cms::Parts parts_with(const cms::SignedData& data, const Signer& signer) {
    cms::Parts parts;
    parts.version = copy_of(data.version);
    parts.content_type = copy_of(data.content_type_element);
    parts.content = data.content;
    parts.revocation = copy_of(data.revocation);
    for (const auto& earlier : data.signers) parts.signers.push_back(copy_of(earlier.whole));

    const auto digest = identity_of(suite_of(signer.family()).digest).oid;
    bool digest_stands = false;
    for (const auto& algorithm : data.digest_algorithms) {
        parts.digest_algorithms.push_back(copy_of(algorithm.whole));
        digest_stands = digest_stands || algorithm.oid == digest;
    }
    if (!digest_stands) parts.digest_algorithms.push_back(cms::digest_algorithm(signer.family()));

    const auto certificate = signer.certificate().der();
    bool certificate_stands = false;
    for (const auto element : data.certificates) {
        parts.certificates.push_back(copy_of(element));
        certificate_stands = certificate_stands || std::ranges::equal(element, certificate);
    }
    if (!certificate_stands) parts.certificates.push_back(copy_of(certificate));
    return parts;
}

/// Error: digest_mismatch where an earlier signer signed something else than this content; the signer's own
/// fault where that cannot be told.
Result<void> check_agreement(const cms::SignedData& data, cms::ContentDigests& digests) {
    QOLTANBA_TRY(const auto certificates, cms::read_certificates(data));
    for (const auto& signer : data.signers) {
        const auto verdict = cms::judge(signer, data.content_type, certificates, &digests);
        if (!verdict.fault) continue;
        // With signed attributes the content agrees once messageDigest does, whatever else may be wrong with
        // the signature: that is for a verifier to say. Without them only the signature itself tells.
        const bool agrees = signer.has_signed_attributes() && verdict.digest &&
                            verdict.fault->code != ErrorCode::malformed_signature &&
                            verdict.fault->code != ErrorCode::digest_mismatch;
        if (!agrees) return *verdict.fault;
    }
    return {};
}

}  // namespace

Result<Bytes> create_cms(Signer& signer, BytesView content, const CmsOptions& options) {
    const auto digest = digest_of(suite_of(signer.family()).digest, content);
    const auto attached = options.attach ? std::optional(content) : std::nullopt;
    return create(signer, digest, attached, options.signing_time);
}

Result<Bytes> create_cms_of_digest(Signer& signer, BytesView digest, Time signing_time) {
    if (digest.empty()) return fail(ErrorCode::nothing_to_sign, "an empty digest");
    return create(signer, digest, std::nullopt, signing_time);
}

Result<Bytes> add_cms_signer(Signer& signer, BytesView cms_bytes, std::optional<BytesView> content,
                             Time signing_time) {
    QOLTANBA_TRY(const auto data, cms::read_signed_data(cms_bytes));
    if (data.signers.size() >= cms::signer_limit || data.certificates.size() >= cms::certificate_limit) {
        return fail(ErrorCode::too_large, "no room for one more signer");
    }
    if (!data.content && !content) return fail(ErrorCode::content_missing, "a detached signature alone");
    if (data.content && content && !std::ranges::equal(*data.content, *content)) {
        return fail(ErrorCode::digest_mismatch, "the content inside is not the one given");
    }
    cms::ContentDigests digests(data.content ? *data.content : *content);
    QOLTANBA_CHECK(check_agreement(data, digests));

    auto parts = parts_with(data, signer);
    QOLTANBA_TRY(const auto digest, digests.of(suite_of(signer.family()).digest));
    QOLTANBA_TRY(parts.signers.emplace_back(),
                 cms::make_signer_info(signer, parts.content_type, digest, signing_time));
    return cms::write(std::move(parts));
}

}  // namespace qoltanba::crypto
