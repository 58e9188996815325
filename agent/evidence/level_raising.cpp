#include "agent/evidence/level_raising.hpp"

#include "crypto/cms/structure.hpp"
#include "crypto/levels/archive_time_stamp.hpp"
#include "crypto/levels/long_term_values.hpp"

#include <algorithm>
#include <vector>

namespace qoltanba::agent {
namespace {

using crypto::Certificate;
using crypto::Level;
using crypto::LevelReport;

/// What was found, until it goes into the signature.
class Found {
  public:
    void take(crypto::FoundStatus status) {
        add(responses_, std::move(status.ocsp_responses));
        add(lists_, std::move(status.crls));
        for (auto& certificate : status.certificates) certificates_.push_back(std::move(certificate));
    }

    [[nodiscard]] crypto::LongTermValues values() const {
        return {.certificates = certificates_,
                .ocsp_responses = {responses_.begin(), responses_.end()},
                .crls = {lists_.begin(), lists_.end()}};
    }

  private:
    /// One list serves several certificates.
    static void add(std::vector<Bytes>& all, std::vector<Bytes> more) {
        for (auto& one : more) {
            if (std::ranges::find(all, one) == all.end()) all.push_back(std::move(one));
        }
    }

    std::vector<Certificate> certificates_;
    std::vector<Bytes> responses_, lists_;
};

/// A signature whose certificate was revoked before it is known to have existed gains nothing by evidence.
Result<void> check_not_revoked(const crypto::RevocationStatus& status, Time existed_at,
                               const Certificate& certificate) {
    if (status.state != crypto::Revocation::revoked) return {};
    if (status.revoked_at && *status.revoked_at > existed_at) return {};
    return fail(ErrorCode::certificate_revoked, certificate.subject().text());
}

/// The certificates that came with a signer and its time stamps.
std::vector<Certificate> certificates_of(const LevelReport& report, std::vector<Certificate> known) {
    for (const auto& stamp : report.signature_time_stamps)
        known.insert(known.end(), stamp.certificates.begin(), stamp.certificates.end());
    return known;
}

bool all_reach(const std::vector<LevelReport>& reports, Level level) {
    return std::ranges::all_of(reports, [level](const auto& report) { return report.level >= level; });
}

/// What keeps the first of those that are not there.
Error obstacle_of(const std::vector<LevelReport>& reports, Level level) {
    for (const auto& report : reports) {
        if (report.level < level && report.obstacle) return *report.obstacle;
    }
    return fail(ErrorCode::no_signature_found, "nobody signed");
}

}  // namespace

Result<Bytes> LevelRaising::raise(BytesView cms, std::optional<BytesView> content, Level level,
                                  const std::stop_token& stop) const {
    std::optional<crypto::cms::ContentDigests> digests;
    if (content) digests.emplace(*content);
    return raise(cms, digests ? &*digests : nullptr, level, stop);
}

Result<Bytes> LevelRaising::raise(BytesView cms, crypto::cms::ContentDigests* content, Level level,
                                  const std::stop_token& stop) const {
    auto raised = copy_of(cms);
    if (level >= Level::t) {
        QOLTANBA_TRY(raised, with_time_stamps(raised, time_stamps_, stop));
    }
    if (level >= Level::lt) {
        QOLTANBA_TRY(raised, with_evidence(std::move(raised), content));
    }
    if (level >= Level::lta) {
        QOLTANBA_TRY(raised, with_archive_time_stamps(std::move(raised), content, stop));
    }
    QOLTANBA_TRY(const auto reports, crypto::judge_levels(raised, content, anchors_));
    if (reports.empty() || !all_reach(reports, level)) return obstacle_of(reports, level);
    return raised;
}

Result<Bytes> LevelRaising::with_evidence(Bytes cms, crypto::cms::ContentDigests* content) const {
    QOLTANBA_TRY(const auto reports, crypto::judge_levels(cms, content, anchors_));
    QOLTANBA_TRY(const auto data, crypto::cms::read_signed_data(cms));
    QOLTANBA_TRY(const auto inside, crypto::read_long_term_values(data));
    Found found;
    std::vector<Certificate> asked;
    for (const auto& report : reports) {
        if (!report.existed_at) return report.obstacle.value_or(fail(ErrorCode::time_stamp_unavailable));
        const auto helpers = certificates_of(report, inside.certificates);
        for (const auto& evidence : report.evidence) {
            const auto& certificate = evidence.certificate;
            if (evidence.status) {
                QOLTANBA_CHECK(check_not_revoked(*evidence.status, *report.existed_at, certificate));
                continue;
            }
            if (std::ranges::find(asked, certificate) != asked.end()) continue;
            const auto issuer = crypto::issuer_of(certificate, helpers, anchors_);
            if (!issuer)
                return fail(ErrorCode::evidence_missing, "the issuer of " + certificate.subject().text());
            QOLTANBA_TRY(auto status,
                         lookup_.look_up(certificate, *issuer, {.at = *report.existed_at, .or_later = true}));
            QOLTANBA_CHECK(check_not_revoked(status.status, *report.existed_at, certificate));
            found.take(std::move(status));
            asked.push_back(certificate);
        }
    }
    if (asked.empty()) return cms;
    return crypto::add_long_term_values(cms, found.values());
}

Result<Bytes> LevelRaising::with_archive_time_stamps(Bytes cms, crypto::cms::ContentDigests* content,
                                                     const std::stop_token& stop) const {
    QOLTANBA_TRY(const auto signers, [&]() -> Result<std::vector<crypto::DigestAlgorithm>> {
        QOLTANBA_TRY(const auto data, crypto::cms::read_signed_data(cms));
        std::vector<crypto::DigestAlgorithm> digests;
        for (const auto& signer : data.signers)
            digests.push_back(imprint_digest_beside(signer.digest_algorithm.oid));
        return digests;
    }());
    for (std::size_t i = 0; i < signers.size(); ++i) {
        QOLTANBA_TRY(const auto imprint, crypto::archive_imprint(cms, i, content, signers[i]));
        QOLTANBA_TRY(const auto token, time_stamps_.stamp(imprint.algorithm, imprint.imprint, stop));
        QOLTANBA_TRY(cms, crypto::add_archive_time_stamp(cms, i, imprint, token));
    }
    return cms;
}

}  // namespace qoltanba::agent
