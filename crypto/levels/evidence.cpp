#include "crypto/levels/evidence.hpp"

#include "crypto/revocation/crl.hpp"
#include "crypto/revocation/ocsp.hpp"

#include <algorithm>

namespace qoltanba::crypto::levels {
namespace {

/// Among what was found, the best status; and the last reason why something else did not count.
class Finding {
  public:
    void take(const Result<RevocationStatus>& status) {
        if (status.has_error()) {
            reason_ = status.error();
            return;
        }
        // Who is called revoked by anybody is revoked.
        const bool better = !best_ || best_->state == Revocation::unknown ||
                            (best_->state == Revocation::good && status->state == Revocation::revoked);
        if (better) best_ = *status;
    }

    [[nodiscard]] Result<RevocationStatus> result(const Certificate& certificate) const {
        if (best_ && best_->state != Revocation::unknown) return *best_;
        const auto detail = "nothing on " + certificate.subject().text();
        if (reason_) return because(ErrorCode::evidence_missing, detail, *reason_);
        return fail(ErrorCode::evidence_missing, detail);
    }

  private:
    std::optional<RevocationStatus> best_;
    std::optional<Error> reason_;
};

void ask_responses(const LongTermValues& values, const OcspQuestion& question, const Freshness& freshness,
                   Finding& finding) {
    for (const auto response : values.ocsp_responses) {
        if (!speaks_of(response, question)) continue;
        auto verdict = judge_ocsp_response(response, question, freshness, false, values.certificates);
        finding.take(verdict.has_value() ? Result<RevocationStatus>(std::move(verdict->status))
                                         : Result<RevocationStatus>(verdict.error()));
    }
}

Result<RevocationStatus> judge_lists(BytesView complete, std::optional<BytesView> delta,
                                     const CrlQuestion& question, const Freshness& freshness) {
    QOLTANBA_TRY(const auto statuses, judge_crl(complete, delta, question, freshness));
    return statuses.front();
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

}  // namespace

Result<RevocationStatus> status_of(const Certificate& certificate, const LongTermValues& values,
                                   const Anchors& anchors, Time at) {
    const auto issuer = issuer_of(certificate, values.certificates, anchors);
    if (!issuer) return fail(ErrorCode::evidence_missing, "the issuer of " + certificate.subject().text());
    const auto serial_number = copy_of(certificate.serial_number());
    const Freshness freshness{.at = at, .or_later = true};
    Finding finding;
    ask_responses(values, {.issuer = *issuer, .serial_number = serial_number}, freshness, finding);
    ask_lists(values, {.issuer = *issuer, .serial_numbers = {serial_number}}, freshness, finding);
    return finding.result(certificate);
}

}  // namespace qoltanba::crypto::levels
