#include "crypto/timestamps/judge.hpp"

#include "crypto/certificates/extension_types.hpp"
#include "crypto/cms/attributes.hpp"
#include "crypto/cms/judge.hpp"
#include "crypto/der/writer.hpp"
#include "crypto/timestamps/response.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::crypto {
namespace {

/// RFC 3161, 2.3: the key is for time stamps alone, and the certificate insists on it. The national authority
/// leaves keyUsage out of some of its certificates.
Result<void> check_purpose(const Certificate& authority) {
    const auto unfit = [](std::string detail) {
        return fail(ErrorCode::time_stamp_authority_unfit, std::move(detail));
    };
    const auto& purposes = authority.extended_key_usage();
    if (purposes.size() != 1 || purposes.front() != key_purpose::time_stamping)
        return unfit("extKeyUsage is not timeStamping alone");
    if (!authority.extended_key_usage_is_critical()) return unfit("extKeyUsage is not critical");
    const auto usage = authority.key_usage().value_or(key_usage::digital_signature);
    if ((usage & key_usage::digital_signature) == 0) return unfit("keyUsage has no digitalSignature");
    return {};
}

/// One token on its way to a verdict; every step that finds a fault ends it.
class Judgement {
  public:
    Judgement(const cms::SignedData& data, TimeStampVerdict& verdict) : data_(data), verdict_(verdict) {}

    Result<void> run(std::span<const Certificate> helpers, const Anchors& anchors) {
        auto known = verdict_.certificates;
        known.insert(known.end(), helpers.begin(), helpers.end());
        QOLTANBA_CHECK(check_signature(known));
        QOLTANBA_CHECK(check_purpose(*verdict_.authority));
        return check_chain(known, anchors);
    }

  private:
    Result<void> check_signature(const std::vector<Certificate>& known) {
        const auto& signer = data_.signers.front();
        cms::ContentDigests content(*data_.content);
        const auto judged = cms::judge(signer, data_.content_type, known, &content);
        verdict_.authority = judged.certificate;
        if (!judged.certificate)
            return fail(ErrorCode::time_stamp_authority_missing, "its certificate is not there");
        if (judged.names_another_certificate)
            return because(ErrorCode::time_stamp_authority_mismatch, "signingCertificate", *judged.fault);
        if (judged.fault)
            return because(ErrorCode::time_stamp_signature_mismatch, "the token", *judged.fault);
        // Mandatory in tokens (RFC 3161, 2.4.2; RFC 5816, 2.2.1).
        QOLTANBA_TRY(const auto attributes, cms::read_signed_attributes(signer.signed_attributes));
        if (attributes.signing_certificates.empty())
            return fail(ErrorCode::time_stamp_authority_mismatch, "there is no signingCertificate");
        return {};
    }

    Result<void> check_chain(const std::vector<Certificate>& known, const Anchors& anchors) {
        auto chain = judge_chain(*verdict_.authority, known, anchors, verdict_.stamp.time);
        verdict_.path = std::move(chain.path);
        verdict_.anchor_label = std::move(chain.anchor_label);
        if (chain.state == ChainState::trusted) return {};
        const bool out_of_time =
            chain.state == ChainState::expired || chain.state == ChainState::not_yet_valid;
        return because(
            out_of_time ? ErrorCode::time_stamp_authority_expired : ErrorCode::time_stamp_authority_untrusted,
            "at " + to_iso(verdict_.stamp.time), chain.reason.value_or(Error{}));
    }

    const cms::SignedData& data_;
    TimeStampVerdict& verdict_;
};

}  // namespace

Result<TimeStampVerdict> judge_time_stamp(BytesView token, std::span<const Certificate> helpers,
                                          const Anchors& anchors) {
    const auto data = cms::read_signed_data(token);
    if (data.has_error()) return because(ErrorCode::malformed_time_stamp, "no token", data.error());
    TimeStampVerdict verdict;
    QOLTANBA_TRY(verdict.stamp, read_time_stamp(*data));
    auto certificates = cms::read_certificates(*data);
    if (certificates.has_error())
        return because(ErrorCode::malformed_time_stamp, "its certificates", certificates.error());
    verdict.certificates = *std::move(certificates);
    auto judged = Judgement(*data, verdict).run(helpers, anchors);
    if (judged.has_error()) verdict.fault = std::move(judged).error();
    return verdict;
}

Result<void> check_imprint(const TimeStamp& stamp, BytesView data) {
    cms::ContentDigests content(data);
    return check_imprint(stamp, content);
}

Result<void> check_imprint(const TimeStamp& stamp, cms::ContentDigests& content) {
    if (!stamp.algorithm) return fail(ErrorCode::unsupported_algorithm, "imprint by " + stamp.imprint_oid);
    QOLTANBA_TRY(const auto digest, content.of(*stamp.algorithm));
    if (!std::ranges::equal(stamp.imprint, digest))
        return fail(ErrorCode::time_stamp_imprint_mismatch, "not the digest of what it stands beside");
    return {};
}

Result<void> check_answers(const TimeStamp& stamp, const TimeStampRequest& request) {
    if (stamp.algorithm != request.algorithm || stamp.imprint != request.imprint)
        return fail(ErrorCode::time_stamp_imprint_mismatch, "another imprint than was sent");
    if (!request.nonce.empty()) {
        const auto nonce = der::unsigned_integer(request.nonce);
        if (nonce != der::element(der::Tag::integer, stamp.nonce))
            return fail(ErrorCode::time_stamp_nonce_mismatch,
                        stamp.nonce.empty() ? "no nonce" : "another nonce than was sent");
    }
    if (!request.policy.empty() && stamp.policy != request.policy)
        return fail(ErrorCode::time_stamp_policy_mismatch, stamp.policy + " in place of " + request.policy);
    return {};
}

Result<Bytes> accept_time_stamp(BytesView response, const TimeStampRequest& request,
                                std::span<const Certificate> helpers, const Anchors& anchors) {
    QOLTANBA_TRY(auto token, token_of_response(response));
    QOLTANBA_TRY(const auto verdict, judge_time_stamp(token, helpers, anchors));
    QOLTANBA_CHECK(check_answers(verdict.stamp, request));
    if (verdict.fault) return *verdict.fault;
    const bool carried =
        std::ranges::find(verdict.certificates, *verdict.authority) != verdict.certificates.end();
    if (request.wants_certificate && !carried)
        return fail(ErrorCode::time_stamp_authority_missing,
                    "the certificate was asked for and is not inside");
    return token;
}

}  // namespace qoltanba::crypto
