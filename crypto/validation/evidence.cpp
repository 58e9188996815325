#include "crypto/validation/evidence.hpp"

#include "crypto/revocation/crl.hpp"
#include "crypto/revocation/ocsp.hpp"
#include "crypto/validation/certificates.hpp"
#include "crypto/validation/faults.hpp"

#include <utility>

namespace qoltanba::crypto {
namespace {

Freshness freshness_of(const ValidationPolicy& policy) {
    return {.at = policy.at, .tolerance = policy.clock_tolerance, .longest_age = policy.longest_status_age};
}

/// Whoever may have made evidence: anchors, and certificates whose chain reaches one.
std::vector<IssuingAuthority> authorities(const ValidationInputs& inputs, const ValidationPolicy& policy) {
    std::vector<IssuingAuthority> all;
    for (const auto& anchor : policy.anchors.all()) all.push_back(IssuingAuthority::of(anchor));
    for (const auto& certificate : inputs.certificates) {
        const auto chain = judge_chain(certificate, inputs.certificates, policy.anchors, policy.at);
        if (certificate.may_issue() && chain.state == ChainState::trusted)
            all.push_back(IssuingAuthority::of(certificate));
    }
    return all;
}

std::string name_text(BytesView der) {
    const auto name = Name::from_der(der);
    return name ? name->text() : std::string();
}

/// What evidence of revocation that was not accepted is to a verifier.
Conclusion conclusion_of_status(const Error& fault) {
    switch (fault.code) {
        case ErrorCode::ocsp_signature_mismatch:
        case ErrorCode::crl_signature_mismatch:
            return {Indication::total_failed, SubIndication::sig_crypto_failure, {fault}};
        case ErrorCode::ocsp_responder_unauthorised:
            return {Indication::indeterminate, SubIndication::chain_constraints_failure, {fault}};
        case ErrorCode::ocsp_certificate_mismatch:
        case ErrorCode::crl_issuer_mismatch:
            return {Indication::indeterminate, SubIndication::no_certificate_chain_found, {fault}};
        case ErrorCode::evidence_missing:
        case ErrorCode::revocation_outdated:
        case ErrorCode::revocation_not_yet_valid:
        case ErrorCode::ocsp_refused:
        case ErrorCode::crl_delta_mismatch:
        case ErrorCode::crl_scope_unsupported:
            return {Indication::indeterminate, SubIndication::try_later, {fault}};
        default:
            return validation::conclusion_of(fault);
    }
}

StatusReport failed(StatusReport report, const Error& fault) {
    report.conclusion = conclusion_of_status(fault);
    return report;
}

bool is_of_another(const Error& fault) {
    return fault.code == ErrorCode::crl_issuer_mismatch || fault.code == ErrorCode::crl_signature_mismatch;
}

/// The list judged under one authority; with the complete list that it adds to, where it is a delta.
Result<void> judge_list(const ValidationInputs& inputs, const CrlInformation& information,
                        const IssuingAuthority& issuer, const Freshness& freshness) {
    const CrlQuestion question{.issuer = issuer};
    const auto alone = judge_crl(inputs.file, std::nullopt, question, freshness);
    if (!information.is_delta() || (alone.has_error() && is_of_another(alone.error()))) {
        QOLTANBA_CHECK(alone);
        return {};
    }
    Error last = alone.error();
    for (const auto complete : inputs.crls) {
        const auto judged = judge_crl(complete, inputs.file, question, freshness);
        if (judged.has_value()) return {};
        last = judged.error();
    }
    return last;
}

/// RFC 6960, 4.2.2.2.1: a responder that does not say that it needs no check is looked for in what was given,
/// and asked about.
Result<void> check_responder(const OcspVerdict& verdict, const ValidationInputs& inputs,
                             const ValidationPolicy& policy) {
    if (!verdict.responder_needs_check) return {};
    const LongTermValues inside{.certificates = {*verdict.responder}};
    const auto known =
        validation::Knowledge(policy, inputs, inside).status_of(*verdict.responder, verdict.produced_at);
    if (!known.revocation) {
        const auto cause = known.fault.value_or(fail(ErrorCode::revocation_unknown));
        return because(ErrorCode::evidence_missing, "whether the responder was revoked", cause);
    }
    const auto& status = *known.revocation;
    const bool revoked = status.state == Revocation::revoked &&
                         status.revoked_at.value_or(verdict.produced_at) <= verdict.produced_at;
    if (revoked) return fail(ErrorCode::ocsp_responder_unauthorised, "revoked");
    return {};
}

}  // namespace

StatusReport validate_crl(const ValidationInputs& inputs, const ValidationPolicy& policy) {
    StatusReport report{.source = RevocationSource::crl};
    const auto information = read_crl_information(inputs.file);
    if (information.has_error()) return failed(std::move(report), information.error());
    report.issuer = name_text(information->issuer);
    report.produced_at = information->this_update;
    report.next_update = information->next_update;
    report.number = information->number;
    report.is_delta = information->is_delta();

    std::optional<Error> fault;
    for (const auto& authority : authorities(inputs, policy)) {
        if (authority.name != information->issuer) continue;
        const auto judged = judge_list(inputs, *information, authority, freshness_of(policy));
        if (judged.has_value()) {
            report.conclusion.indication = Indication::total_passed;
            return report;
        }
        if (!fault || is_of_another(*fault)) fault = judged.error();
    }
    return failed(std::move(report),
                  fault.value_or(fail(ErrorCode::crl_issuer_mismatch, "of no authority that is trusted")));
}

StatusReport validate_ocsp_response(const ValidationInputs& inputs, const ValidationPolicy& policy) {
    StatusReport report{.source = RevocationSource::ocsp};
    const auto information = read_ocsp_information(inputs.file);
    if (information.has_error()) return failed(std::move(report), information.error());
    report.produced_at = information->produced_at;
    std::optional<Error> fault;
    for (const auto& authority : authorities(inputs, policy)) {
        for (const auto& serial_number : information->serial_numbers) {
            const OcspQuestion question{.issuer = authority, .serial_number = serial_number};
            if (!speaks_of(inputs.file, question)) continue;
            report.issuer = name_text(authority.name);
            auto judged =
                judge_ocsp_response(inputs.file, question, freshness_of(policy), false, inputs.certificates);
            if (judged.has_error()) {
                fault = judged.error();
                continue;
            }
            report.responder = judged->responder;
            if (auto checked = check_responder(*judged, inputs, policy); checked.has_error())
                fault = std::move(checked).error();
            report.next_update = judged->status.next_update;
            judged->status.evidence.clear();
            report.statuses.push_back({serial_number, judged->status});
        }
        if (!report.issuer.empty()) break;
    }
    if (report.issuer.empty())
        fault = fail(ErrorCode::ocsp_certificate_mismatch, "of no authority that is trusted");
    if (fault) {
        report.statuses.clear();
        return failed(std::move(report), *fault);
    }
    report.conclusion.indication = Indication::total_passed;
    return report;
}

}  // namespace qoltanba::crypto
