#include "crypto/validation/signers.hpp"

#include "crypto/certificates/extension_types.hpp"
#include "crypto/validation/faults.hpp"
#include "crypto/validation/strength.hpp"

#include <utility>

namespace qoltanba::crypto::validation {
namespace {

Conclusion passed() {
    return {.indication = Indication::total_passed};
}

/// EN 319 102-1, 5.2.6.4: the key is for signatures. The national authority's keys for logging in sign too.
Conclusion judge_purpose(const Certificate& certificate) {
    constexpr auto signing = key_usage::digital_signature | key_usage::non_repudiation;
    if ((certificate.key_usage().value_or(signing) & signing) != 0) return passed();
    return conclusion_of(fail(ErrorCode::certificate_purpose_mismatch, "keyUsage has no digitalSignature"));
}

Conclusion fault_conclusion(const SignatureVerdict& signature) {
    auto conclusion = conclusion_of(*signature.fault);
    // EN 319 102-1, 5.2.3.4: the right signature, but not by the certificate that it says.
    if (signature.names_another_certificate) {
        conclusion.indication = Indication::indeterminate;
        conclusion.sub_indication = SubIndication::no_signing_certificate_found;
    }
    return conclusion;
}

Material material_of(const SignatureVerdict& signature) {
    Material material{.certificate = signature.certificate};
    if (signature.digest) material.digests.push_back(*signature.digest);
    for (const auto& part : signature.parts) material.digests.push_back(part.digest);
    return material;
}

/// One signature that is right; who made it, and when, is left to judge.
class Judgement {
  public:
    Judgement(const SignatureVerdict& signature, const StampedTimes& times, Knowledge& knowledge,
              SignerReport& report)
        : signature_(signature), times_(times), knowledge_(knowledge), report_(report) {}

    Conclusion run() {
        auto conclusion = judge_moments();
        conclusion = together(std::move(conclusion), judge_purpose(*signature_.certificate));
        conclusion = together(std::move(conclusion), judge_beginning());
        conclusion = together(std::move(conclusion), judge_order());
        return together(std::move(conclusion), judge_coverage());
    }

  private:
    /// As of the policy's moment; where that does not do, as of the moment at which the signature is shown to
    /// have existed (5.5.4).
    Conclusion judge_moments() {
        const auto at = knowledge_.policy().at;
        auto conclusion = judge_at(at);
        const bool earlier = times_.existed_at && *times_.existed_at < at;
        if (conclusion.passed() || !earlier) return conclusion;
        return judge_at(*times_.existed_at);
    }

    Conclusion judge_at(Time at) {
        report_.judged_at = at;
        auto by_chain = judge_certificate(
            *signature_.certificate, {.at = at, .not_before = times_.not_before}, knowledge_, report_.chain);
        return together(std::move(by_chain), judge_strength(material_of(signature_), at, times_.not_before));
    }

    /// A signature that is there before its certificate was not made by it.
    [[nodiscard]] Conclusion judge_beginning() const {
        const auto begins = signature_.certificate->not_before();
        const auto tolerance = knowledge_.policy().clock_tolerance;
        if (!times_.existed_at || *times_.existed_at + tolerance >= begins) return passed();
        return {Indication::total_failed,
                SubIndication::not_yet_valid,
                {fail(ErrorCode::certificate_not_yet_valid, "existed at " + to_iso(*times_.existed_at) +
                                                                ", the certificate from " + to_iso(begins))}};
    }

    /// What the signer claims and what time stamps show must go together.
    [[nodiscard]] Conclusion judge_order() const {
        if (times_.disorder) return conclusion_of(*times_.disorder);
        const auto tolerance = knowledge_.policy().clock_tolerance;
        const auto& claimed = signature_.signing_time;
        const auto contradiction = [&](std::string_view what, Time other) {
            return conclusion_of(fail(ErrorCode::time_stamp_out_of_order,
                                      "claimed for " + to_iso(*claimed) + std::string(what) + to_iso(other)));
        };
        if (claimed && times_.existed_at && *claimed > *times_.existed_at + tolerance)
            return contradiction(", existed at ", *times_.existed_at);
        if (claimed && times_.not_before && *claimed + tolerance < *times_.not_before)
            return contradiction(", over a stamp of ", *times_.not_before);
        return judge_delay();
    }

    /// 5.5.4, time-stamp delay.
    [[nodiscard]] Conclusion judge_delay() const {
        const auto& longest = knowledge_.policy().longest_stamp_delay;
        if (!longest || !times_.existed_at) return passed();
        const auto& claimed = signature_.signing_time;
        if (claimed && *times_.existed_at <= *claimed + *longest) return passed();
        return {Indication::indeterminate,
                SubIndication::sig_constraints_failure,
                {fail(ErrorCode::time_stamp_out_of_order,
                      claimed ? "stamped too long after " + to_iso(*claimed) : "no signing time")}};
    }

    [[nodiscard]] Conclusion judge_coverage() const {
        const bool whole_wanted = knowledge_.policy().coverage == Coverage::whole_document;
        if (!whole_wanted || !report_.only_part()) return passed();
        return conclusion_of(fail(ErrorCode::only_part_signed));
    }

    const SignatureVerdict& signature_;
    const StampedTimes& times_;
    Knowledge& knowledge_;
    SignerReport& report_;
};

/// Whose the broken signature claims to be; nobody's status is asked for it.
ChainReport chain_alone(const Certificate& certificate, const Knowledge& knowledge) {
    const auto verdict =
        judge_chain(certificate, knowledge.certificates(), knowledge.policy().anchors, knowledge.policy().at);
    ChainReport chain{.state = verdict.state, .anchor_label = verdict.anchor_label};
    for (const auto& one : verdict.path) chain.path.push_back({.certificate = one});
    return chain;
}

}  // namespace

SignerReport judge_signer(const SignatureVerdict& signature, const StampedTimes& times,
                          Knowledge& knowledge) {
    SignerReport report{.certificate = signature.certificate,
                        .family = signature.family,
                        .digest = signature.digest,
                        .parts = signature.parts,
                        .fault = signature.fault,
                        .signing_time = signature.signing_time,
                        .existed_at = times.existed_at,
                        .judged_at = knowledge.policy().at};
    if (signature.certificate) report.holder = holder_of(*signature.certificate);
    if (signature.fault) {
        report.conclusion = fault_conclusion(signature);
        if (signature.certificate) report.chain = chain_alone(*signature.certificate, knowledge);
        return report;
    }
    report.conclusion = Judgement(signature, times, knowledge, report).run();
    return report;
}

}  // namespace qoltanba::crypto::validation
