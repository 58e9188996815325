#include "crypto/cms/structure.hpp"
#include "crypto/timestamps/response.hpp"
#include "crypto/validation/certificates.hpp"
#include "crypto/validation/evidence.hpp"
#include "crypto/validation/faults.hpp"
#include "crypto/validation/given_content.hpp"
#include "crypto/validation/strength.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::crypto {
namespace {

using validation::conclusion_of;
using validation::together;

bool is_token(BytesView der) {
    const auto data = cms::read_signed_data(der);
    return data.has_value() && data->content_type == id_time_stamp_info;
}

/// Error: malformed_time_stamp, time_stamp_refused.
Result<Bytes> token_inside(BytesView der) {
    if (is_token(der)) return copy_of(der);
    return token_of_response(der);
}

bool is_about_chain(const Error& fault) {
    return fault.code == ErrorCode::time_stamp_authority_expired ||
           fault.code == ErrorCode::time_stamp_authority_untrusted;
}

Result<void> check_content(const TimeStamp& stamp, cms::ContentDigests* content) {
    if (content == nullptr) return fail(ErrorCode::content_missing, "what was stamped stands apart");
    return check_imprint(stamp, *content);
}

std::vector<DigestAlgorithm> digests_of(const TimeStamp& stamp, const cms::SignedData& token) {
    std::vector<DigestAlgorithm> digests;
    if (stamp.algorithm) digests.push_back(*stamp.algorithm);
    for (const auto& signer : token.signers) {
        if (const auto own = digest_by_oid(signer.digest_algorithm.oid)) digests.push_back(*own);
    }
    return digests;
}

/// A token with a right signature by an authority that is named in it: is that one to be believed?
Conclusion judge_authority(const TimeStampVerdict& verdict, BytesView token, const ValidationInputs& inputs,
                           const ValidationPolicy& policy, ChainReport& chain) {
    const auto data = cms::read_signed_data(token);
    if (data.has_error()) return conclusion_of(data.error());
    auto inside = read_long_term_values(*data);
    if (inside.has_error()) return conclusion_of(inside.error());
    inside->certificates = verdict.certificates;
    validation::Knowledge knowledge(policy, inputs, *inside);
    const auto time = verdict.stamp.time;
    const validation::CertificateQuestion question{.at = verdict.fault ? time : policy.at,
                                                   .stamped_at = time};
    auto conclusion = validation::judge_certificate(*verdict.authority, question, knowledge, chain);
    if (verdict.fault && conclusion.passed()) conclusion = conclusion_of(*verdict.fault);
    return together(std::move(conclusion),
                    validation::judge_strength(
                        {.digests = digests_of(verdict.stamp, *data), .certificate = verdict.authority},
                        policy.at, std::nullopt));
}

}  // namespace

bool looks_like_time_stamp(BytesView der) {
    if (is_token(der)) return true;
    const auto token = token_of_response(der);
    return token.has_value() || token.error().code == ErrorCode::time_stamp_refused;
}

TimeStampReport validate_time_stamp(const ValidationInputs& inputs, const ValidationPolicy& policy) {
    TimeStampReport report{.kind = TimeStampKind::content};
    const auto token = token_inside(inputs.file);
    if (token.has_error()) {
        report.conclusion = conclusion_of(token.error());
        return report;
    }
    const auto verdict = judge_time_stamp(*token, inputs.certificates, policy.anchors);
    if (verdict.has_error()) {
        report.conclusion = conclusion_of(verdict.error());
        return report;
    }
    report.stamp = verdict->stamp;
    report.authority = verdict->authority;
    if (verdict->fault && !(is_about_chain(*verdict->fault) && verdict->authority)) {
        report.conclusion = conclusion_of(*verdict->fault);
        return report;
    }
    report.conclusion.indication = Indication::total_passed;
    const validation::GivenContent given(inputs);
    if (const auto over = check_content(verdict->stamp, given.digests()); over.has_error())
        report.conclusion = conclusion_of(over.error());
    report.conclusion = together(std::move(report.conclusion),
                                 judge_authority(*verdict, *token, inputs, policy, report.chain));
    return report;
}

}  // namespace qoltanba::crypto
