#include "crypto/levels/evidence.hpp"

#include "crypto/revocation/crl.hpp"
#include "crypto/revocation/ocsp.hpp"

#include <algorithm>

namespace qoltanba::crypto::levels {
namespace {

/// How much a state outweighs another: who is called revoked by anybody is revoked.
int weight(Revocation state) {
    switch (state) {
        case Revocation::unknown:
            return 0;
        case Revocation::good:
            return 1;
        case Revocation::revoked:
            return 2;
    }
    return 0;
}

/// Among what was found, the status that counts; and the last reason why something else did not.
class Finding {
  public:
    explicit Finding(const Certificate& certificate) : certificate_(certificate) {}

    void take(const Result<RevocationStatus>& status) {
        if (status.has_error()) {
            reason_ = status.error();
            return;
        }
        if (status->state == Revocation::good && status->this_update > certificate_.not_after()) {
            reason_ = fail(ErrorCode::revocation_outdated,
                           "of " + to_iso(status->this_update) + ", after the certificate's end");
            return;
        }
        const bool better = !best_ || weight(status->state) > weight(best_->state) ||
                            (status->state == best_->state && status->this_update > best_->this_update);
        if (better) best_ = *status;
    }

    [[nodiscard]] Result<RevocationStatus> result() const {
        if (best_ && best_->state != Revocation::unknown) return *best_;
        const auto detail = "nothing on " + certificate_.subject().text();
        if (reason_) return because(ErrorCode::evidence_missing, detail, *reason_);
        return fail(ErrorCode::evidence_missing, detail);
    }

  private:
    const Certificate& certificate_;
    std::optional<RevocationStatus> best_;
    std::optional<Error> reason_;
};

/// What has run out still tells of revocations, which are for good, all but holds.
template <typename Judge>
Result<RevocationStatus> current_or_revoked(const Judge& judge, const Freshness& freshness) {
    auto status = judge(freshness);
    if (status.has_value() || status.error().code != ErrorCode::revocation_outdated) return status;
    auto old = judge(Freshness{.at = {}, .or_later = true});
    const bool stands = old.has_value() && old->state == Revocation::revoked &&
                        old->reason != RevocationReason::certificate_hold;
    return stands ? old : status;
}

Result<RevocationStatus> judge_lists(BytesView complete, std::optional<BytesView> delta,
                                     const CrlQuestion& question, const Freshness& freshness) {
    const auto judge = [&](const Freshness& wanted) -> Result<RevocationStatus> {
        QOLTANBA_TRY(const auto statuses, judge_crl(complete, delta, question, wanted));
        return statuses.front();
    };
    return current_or_revoked(judge, freshness);
}

struct Lists {
    std::vector<BytesView> complete, deltas;
};

/// The lists of this issuer.
Lists lists_of(const LongTermValues& values, const IssuingAuthority& issuer) {
    Lists lists;
    for (const auto crl : values.crls) {
        const auto information = read_crl_information(crl);
        if (information.has_error() || information->issuer != issuer.name) continue;
        (information->is_delta() ? lists.deltas : lists.complete).push_back(crl);
    }
    return lists;
}

void ask_lists(const LongTermValues& values, const CrlQuestion& question, const Freshness& freshness,
               Finding& finding) {
    const auto lists = lists_of(values, question.issuer);
    for (const auto complete : lists.complete) {
        bool changed = false;  // then the complete list alone is out of date
        for (const auto delta : lists.deltas) {
            const auto status = judge_lists(complete, delta, question, freshness);
            changed = changed || status.has_value();
            finding.take(status);
        }
        if (!changed) finding.take(judge_lists(complete, std::nullopt, question, freshness));
    }
}

CrlQuestion list_question(const IssuingAuthority& issuer, const Certificate& certificate) {
    return {.issuer = issuer,
            .serial_numbers = {copy_of(certificate.serial_number())},
            .certificates = {certificate}};
}

/// RFC 6960, 4.2.2.2.1: a responder that does not say that it needs no check is looked for in lists; another
/// responder's answer would need a check of its own.
Result<void> check_responder(const Certificate& responder, const LongTermValues& values,
                             const IssuingAuthority& issuer, Time produced_at) {
    Finding finding(responder);
    ask_lists(values, list_question(issuer, responder), {.at = produced_at, .or_later = true}, finding);
    const auto status = finding.result();
    if (status.has_error())
        return because(ErrorCode::ocsp_responder_unauthorised, "its own status", status.error());
    if (status->state == Revocation::revoked && status->revoked_at <= produced_at)
        return fail(ErrorCode::ocsp_responder_unauthorised, "revoked");
    return {};
}

Result<RevocationStatus> judge_answer(BytesView response, const OcspQuestion& question,
                                      const LongTermValues& values, const Freshness& freshness) {
    QOLTANBA_TRY(auto verdict,
                 judge_ocsp_response(response, question, freshness, false, values.certificates));
    if (verdict.responder_needs_check)
        QOLTANBA_CHECK(check_responder(*verdict.responder, values, question.issuer, verdict.produced_at));
    return std::move(verdict.status);
}

void ask_responses(const LongTermValues& values, const OcspQuestion& question, const Freshness& freshness,
                   Finding& finding) {
    for (const auto response : values.ocsp_responses) {
        if (speaks_of(response, question))
            finding.take(current_or_revoked(
                [&](const Freshness& wanted) { return judge_answer(response, question, values, wanted); },
                freshness));
    }
}

}  // namespace

Result<RevocationStatus> status_of(const Certificate& certificate, const LongTermValues& values,
                                   const Anchors& anchors, const Freshness& freshness) {
    const auto issuer = issuer_of(certificate, values.certificates, anchors);
    if (!issuer) return fail(ErrorCode::evidence_missing, "the issuer of " + certificate.subject().text());
    const auto serial_number = copy_of(certificate.serial_number());
    Finding finding(certificate);
    ask_responses(values, {.issuer = *issuer, .serial_number = serial_number}, freshness, finding);
    ask_lists(values, list_question(*issuer, certificate), freshness, finding);
    return finding.result();
}

}  // namespace qoltanba::crypto::levels
