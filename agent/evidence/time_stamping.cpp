#include "agent/evidence/time_stamping.hpp"

#include "agent/evidence/attempts.hpp"
#include "crypto/algorithms/random.hpp"
#include "crypto/cms/structure.hpp"
#include "crypto/levels/attribute_types.hpp"
#include "crypto/levels/signature_time_stamp.hpp"
#include "crypto/timestamps/judge.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

/// As the national authority's own clients send it.
constexpr std::size_t nonce_size = 8;
/// A token with a chain of large certificates takes a tenth of it.
constexpr std::size_t largest_answer = std::size_t{256} << 10U;

Result<bool> has_time_stamp(const crypto::cms::SignerInfo& signer) {
    QOLTANBA_TRY(const auto attributes, crypto::cms::read_unsigned_attributes(signer));
    return std::ranges::any_of(attributes, [](const crypto::cms::Attribute& attribute) {
        return attribute.type == crypto::levels::id_signature_time_stamp;
    });
}

}  // namespace

Result<Bytes> TimeStamping::ask(const TimeStampService& service, crypto::DigestAlgorithm algorithm,
                                BytesView imprint, const std::stop_token& stop) const {
    QOLTANBA_TRY(auto nonce, crypto::random_octets(nonce_size));
    const crypto::TimeStampRequest request{.algorithm = algorithm,
                                           .imprint = copy_of(imprint),
                                           .policy = service.policy,
                                           .nonce = std::move(nonce)};
    QOLTANBA_TRY(const auto answer, http_.send({.url = service.url,
                                                .content_type = "application/timestamp-query",
                                                .accept = "application/timestamp-reply",
                                                .body = crypto::write_time_stamp_request(request),
                                                .largest_answer = largest_answer},
                                               stop));
    return crypto::accept_time_stamp(answer.body, request, {}, anchors_);
}

Result<Bytes> TimeStamping::stamp(crypto::DigestAlgorithm algorithm, BytesView imprint,
                                  const std::stop_token& stop) const {
    Attempts attempts(ErrorCode::time_stamp_unavailable);
    for (const auto& service : services_) {
        if (!serves(service, algorithm)) continue;
        auto token = ask(service, algorithm, imprint, stop);
        if (token || token.error().code == ErrorCode::canceled) return token;
        attempts.note(service.url, token.error());
    }
    return attempts.result();
}

crypto::DigestAlgorithm imprint_digest_beside(std::string_view digest_oid) {
    const auto known = crypto::digest_by_oid(digest_oid);
    if (!known || *known == crypto::DigestAlgorithm::sha1) return crypto::DigestAlgorithm::sha256;
    return *known;
}

Result<Bytes> with_time_stamp(BytesView cms, std::size_t signer, const TimeStamping& services,
                              const std::stop_token& stop) {
    QOLTANBA_TRY(const auto data, crypto::cms::read_signed_data(cms));
    if (signer >= data.signers.size()) return fail(ErrorCode::no_signature_found, "no such signer");
    const auto& signature = data.signers[signer];
    const auto algorithm = imprint_digest_beside(signature.digest_algorithm.oid);
    QOLTANBA_TRY(const auto token,
                 services.stamp(algorithm, crypto::digest_of(algorithm, signature.signature), stop));
    return crypto::add_signature_time_stamp(cms, signer, token);
}

Result<std::size_t> missing_time_stamps(BytesView cms) {
    QOLTANBA_TRY(const auto data, crypto::cms::read_signed_data(cms));
    if (data.signers.empty()) return fail(ErrorCode::no_signature_found, "nobody signed");
    std::size_t missing = 0;
    for (const auto& signer : data.signers) {
        QOLTANBA_TRY(const auto has_one, has_time_stamp(signer));
        if (!has_one) ++missing;
    }
    return missing;
}

Result<Bytes> with_time_stamps(BytesView cms, const TimeStamping& services, const std::stop_token& stop) {
    QOLTANBA_TRY(const auto data, crypto::cms::read_signed_data(cms));
    if (data.signers.empty()) return fail(ErrorCode::no_signature_found, "nobody signed");
    auto stamped = copy_of(cms);
    for (std::size_t i = 0; i < data.signers.size(); ++i) {
        QOLTANBA_TRY(const auto has_one, has_time_stamp(data.signers[i]));
        if (has_one) continue;
        QOLTANBA_TRY(stamped, with_time_stamp(stamped, i, services, stop));
    }
    return stamped;
}

}  // namespace qoltanba::agent
