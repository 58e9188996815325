#include "crypto/validation/certificates.hpp"

#include "crypto/levels/evidence.hpp"
#include "crypto/validation/faults.hpp"

#include <algorithm>

namespace qoltanba::crypto::validation {
namespace {

/// Each may mean a connection to a server.
constexpr std::size_t most_look_ups = 64;

Conclusion concluded(Indication indication, SubIndication sub_indication, Error reason) {
    return {indication, sub_indication, {std::move(reason)}};
}

Conclusion undecided(SubIndication sub_indication, Error reason) {
    return concluded(Indication::indeterminate, sub_indication, std::move(reason));
}

bool is_anchor(const Certificate& certificate, const Anchors& anchors) {
    const auto sha256 = digest_of(DigestAlgorithm::sha256, certificate.der());
    return std::ranges::find(anchors.all(), sha256, &Anchor::sha256) != anchors.all().end();
}

bool is_caused_by(const Error& error, ErrorCode code) {
    return error.code == code || (error.cause && is_caused_by(*error.cause, code));
}

/// Revocations that say nothing against what was stamped before (RFC 3161, 4: "Security considerations", 1).
bool is_harmless(const RevocationStatus& status) {
    return status.reason == RevocationReason::unspecified ||
           status.reason == RevocationReason::affiliation_changed ||
           status.reason == RevocationReason::superseded ||
           status.reason == RevocationReason::cessation_of_operation;
}

/// Holds may have been lifted in between.
bool is_revoked_by(const std::optional<RevocationStatus>& status, Time at) {
    return status && status->state == Revocation::revoked && status->revoked_at &&
           *status->revoked_at <= at && status->reason != RevocationReason::certificate_hold;
}

Error revoked_error(const CertificateReport& report) {
    const auto& revoked_at = report.revocation->revoked_at;
    return fail(ErrorCode::certificate_revoked,
                report.certificate.subject().text() + (revoked_at ? " since " + to_iso(*revoked_at) : ""));
}

/// One certificate and its chain on their way to a conclusion.
class Judgement {
  public:
    Judgement(const Certificate& certificate, const CertificateQuestion& question, Knowledge& knowledge,
              ChainReport& chain)
        : certificate_(certificate), question_(question), knowledge_(knowledge), chain_(chain) {}

    Conclusion run() {
        const auto& anchors = knowledge_.policy().anchors;
        verdict_ = judge_chain(certificate_, knowledge_.certificates(), anchors, question_.at);
        chain_ = {.state = verdict_.state, .anchor_label = verdict_.anchor_label};
        const bool reached = !verdict_.anchor_label.empty();
        for (const auto& one : verdict_.path) {
            chain_.path.push_back(reached && !is_anchor(one, anchors)
                                      ? knowledge_.status_of(one, question_.at)
                                      : CertificateReport{.certificate = one});
        }
        auto conclusion = judge_state();
        if (!reached) return conclusion;
        for (const auto& one : chain_.path) conclusion = together(std::move(conclusion), judge_status(one));
        return conclusion;
    }

  private:
    Conclusion judge_state() const {
        const auto reason = verdict_.reason.value_or(Error{});
        switch (verdict_.state) {
            case ChainState::trusted:
                return {.indication = Indication::total_passed};
            case ChainState::expired:
            case ChainState::not_yet_valid:
                return judge_bounds(reason);
            case ChainState::unknown_issuer:
                return undecided(SubIndication::no_certificate_chain_found, reason);
            case ChainState::broken:
                return undecided(is_caused_by(reason, ErrorCode::algorithm_refused_by_policy)
                                     ? SubIndication::crypto_constraints_failure_no_poe
                                     : SubIndication::certificate_chain_general_failure,
                                 reason);
        }
        return undecided(SubIndication::certificate_chain_general_failure, reason);
    }

    Conclusion judge_bounds(const Error& reason) const {
        if (question_.not_before && *question_.not_before > certificate_.not_after())
            return concluded(Indication::total_failed, SubIndication::expired, reason);
        // A status is of before the end; where it holds until after it, it tells of the end too.
        const auto& status = chain_.path.front().revocation;
        const bool not_revoked =
            status && status->state == Revocation::good && status->next_update.has_value();
        return undecided(
            not_revoked ? SubIndication::out_of_bounds_not_revoked : SubIndication::out_of_bounds_no_poe,
            reason);
    }

    Conclusion judge_status(const CertificateReport& one) const {
        if (!one.revocation) {
            const bool missed =
                one.fault && knowledge_.policy().revocation == RevocationRequirement::required;
            if (missed) return undecided(SubIndication::try_later, *one.fault);
            return {.indication = Indication::total_passed};
        }
        if (one.revocation->state == Revocation::good) return {.indication = Indication::total_passed};
        return judge_revocation(one, *one.revocation);
    }

    Conclusion judge_revocation(const CertificateReport& one, const RevocationStatus& status) const {
        const auto reason = revoked_error(one);
        if (status.never_issued) return undecided(SubIndication::certificate_chain_general_failure, reason);
        const bool known_time = status.revoked_at.has_value();
        if (known_time && *status.revoked_at > question_.at) return {.indication = Indication::total_passed};
        const bool end_entity = one.certificate == certificate_;
        if (end_entity && known_time && question_.stamped_at && is_harmless(status) &&
            *status.revoked_at > *question_.stamped_at)
            return {.indication = Indication::total_passed};
        if (status.reason == RevocationReason::certificate_hold)
            return undecided(SubIndication::try_later, reason);
        if (!end_entity) return undecided(SubIndication::revoked_ca_no_poe, reason);
        if (known_time && question_.not_before && *question_.not_before > *status.revoked_at)
            return concluded(Indication::total_failed, SubIndication::revoked, reason);
        return undecided(SubIndication::revoked_no_poe, reason);
    }

    const Certificate& certificate_;
    const CertificateQuestion& question_;
    Knowledge& knowledge_;
    ChainReport& chain_;
    ChainVerdict verdict_;
};

}  // namespace

Knowledge::Knowledge(const ValidationPolicy& policy, const ValidationInputs& inputs,
                     const LongTermValues& inside)
    : policy_(policy), inside_(inside) {
    inside_.certificates.insert(inside_.certificates.end(), inputs.certificates.begin(),
                                inputs.certificates.end());
    given_.certificates = inside_.certificates;
    given_.crls.assign(inputs.crls.begin(), inputs.crls.end());
    given_.ocsp_responses.assign(inputs.ocsp_responses.begin(), inputs.ocsp_responses.end());
}

void Knowledge::add(std::span<const Certificate> certificates) {
    for (auto* values : {&inside_, &given_}) {
        for (const auto& one : certificates) {
            auto& known = values->certificates;
            if (std::ranges::find(known, one) == known.end()) known.push_back(one);
        }
    }
}

CertificateReport Knowledge::status_of(const Certificate& certificate, Time at) {
    const auto known = std::ranges::find_if(
        known_, [&](const Known& one) { return one.at == at && one.report.certificate == certificate; });
    if (known != known_.end()) return known->report;
    return known_.emplace_back(Known{at, find(certificate, at)}).report;
}

/// What was told after a moment that lies in the past counts too: who was not revoked later was not then.
Freshness Knowledge::freshness(Time at) const {
    return {.at = at,
            .tolerance = policy_.clock_tolerance,
            .or_later = policy_.at_is_given || at < policy_.at,
            .longest_age = policy_.longest_status_age};
}

/// Without its octets, which may go before the report; and nothing from the future.
Result<RevocationStatus> Knowledge::take(Result<RevocationStatus> status) const {
    if (status.has_error()) return status;
    if (!policy_.at_is_given && status->this_update > policy_.at + policy_.clock_tolerance)
        return fail(ErrorCode::revocation_not_yet_valid, "of " + to_iso(status->this_update));
    status->evidence.clear();
    return status;
}

CertificateReport Knowledge::find(const Certificate& certificate, Time at) {
    CertificateReport report{.certificate = certificate};
    const auto wanted = freshness(at);
    const auto accept = [&report](Result<RevocationStatus> status, StatusOrigin origin) {
        if (status.has_error()) {
            report.fault = std::move(status).error();
            return;
        }
        const bool better = !report.revocation || status->state == Revocation::revoked;
        if (!better) return;
        report.revocation = *std::move(status);
        report.origin = origin;
    };
    accept(take(levels::status_of(certificate, inside_, policy_.anchors, wanted)), StatusOrigin::inside);
    const bool any_given = !given_.crls.empty() || !given_.ocsp_responses.empty();
    if (any_given)
        accept(take(levels::status_of(certificate, given_, policy_.anchors, wanted)), StatusOrigin::given);
    const bool silent = !report.revocation;
    if (silent && policy_.lookup != nullptr && policy_.revocation != RevocationRequirement::not_required)
        accept(take(ask(certificate, wanted)), StatusOrigin::looked_up);
    // What was told as of the policy's moment counts for those before it: whoever chose the values inside may
    // have chosen an answer from before the revocation.
    const auto latest = std::ranges::find_if(known_, [&](const Known& one) {
        return one.at == policy_.at && one.report.certificate == certificate;
    });
    if (latest != known_.end() && is_revoked_by(latest->report.revocation, at)) return latest->report;
    if (report.revocation) report.fault.reset();
    return report;
}

Result<RevocationStatus> Knowledge::ask(const Certificate& certificate, const Freshness& freshness) {
    const auto issuer = issuer_of(certificate, inside_.certificates, policy_.anchors);
    if (!issuer) return fail(ErrorCode::evidence_missing, "the issuer of " + certificate.subject().text());
    if (++asked_ > most_look_ups) return fail(ErrorCode::too_large, "look-ups enough for one file");
    QOLTANBA_TRY(auto found, policy_.lookup->look_up(certificate, *issuer, freshness));
    if (found.status.state == Revocation::unknown)
        return fail(ErrorCode::revocation_unknown, certificate.subject().text());
    if (found.status.state == Revocation::good && found.status.this_update > certificate.not_after())
        return fail(ErrorCode::revocation_outdated,
                    "of " + to_iso(found.status.this_update) + ", after the certificate's end");
    return std::move(found.status);
}

Conclusion judge_certificate(const Certificate& certificate, const CertificateQuestion& question,
                             Knowledge& knowledge, ChainReport& chain) {
    return Judgement(certificate, question, knowledge, chain).run();
}

}  // namespace qoltanba::crypto::validation
