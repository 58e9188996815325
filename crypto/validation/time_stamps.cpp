#include "crypto/validation/time_stamps.hpp"

#include "crypto/levels/archive_time_stamp.hpp"
#include "crypto/levels/attribute_types.hpp"
#include "crypto/levels/signer_attributes.hpp"
#include "crypto/validation/faults.hpp"
#include "crypto/validation/strength.hpp"

#include <algorithm>

namespace qoltanba::crypto::validation {
namespace {

/// id-aa-ets-contentTimestamp (EN 319 122-1, 5.2.8).
constexpr std::string_view id_content_time_stamp = "1.2.840.113549.1.9.16.2.20";
constexpr std::size_t most_content_time_stamps = 16;

/// One stamp as it stands in the signature.
struct Stamp {
    TimeStampKind kind{};
    std::string_view type;  ///< of its attribute
    BytesView token;
    TimeStampVerdict verdict;  ///< by itself
};

/// The digests that a token rests on: of its imprint and of its own signature.
std::vector<DigestAlgorithm> digests_of(const Stamp& stamp) {
    std::vector<DigestAlgorithm> digests;
    if (stamp.verdict.stamp.algorithm) digests.push_back(*stamp.verdict.stamp.algorithm);
    const auto token = cms::read_signed_data(stamp.token);
    if (token.has_error()) return digests;
    const auto own = digest_by_oid(token->signers.front().digest_algorithm.oid);
    if (own) digests.push_back(*own);
    return digests;
}

std::vector<BytesView> content_time_stamps_of(const cms::SignerInfo& signer) {
    std::vector<BytesView> tokens;
    for (const auto& attribute : signer.signed_attributes) {
        if (attribute.type != id_content_time_stamp) continue;
        for (const auto& value : attribute.values) {
            if (tokens.size() < most_content_time_stamps) tokens.push_back(value.whole);
        }
    }
    return tokens;
}

bool is_about_chain(const Error& fault) {
    return fault.code == ErrorCode::time_stamp_authority_expired ||
           fault.code == ErrorCode::time_stamp_authority_untrusted;
}

/// Judges one stamp that is known to have existed at this moment.
TimeStampReport judge(const Stamp& stamp, Time existed_at, Knowledge& knowledge) {
    const auto& verdict = stamp.verdict;
    TimeStampReport report{.kind = stamp.kind, .stamp = verdict.stamp, .authority = verdict.authority};
    report.conclusion.indication = Indication::total_passed;
    if (verdict.fault && !(is_about_chain(*verdict.fault) && verdict.authority)) {
        report.conclusion = conclusion_of(*verdict.fault);
        return report;
    }
    const auto time = verdict.stamp.time;
    if (time > existed_at + knowledge.policy().clock_tolerance) {
        report.conclusion = conclusion_of(
            fail(ErrorCode::time_stamp_out_of_order, to_iso(time) + " is after " + to_iso(existed_at)));
        return report;
    }
    // What is in a token whose chain was right in its time may stand in that chain.
    if (!verdict.fault) knowledge.add(verdict.certificates);
    // A chain that was not right when it stamped is not made right by what happened later.
    const CertificateQuestion question{.at = verdict.fault ? time : existed_at, .stamped_at = time};
    auto by_chain = judge_certificate(*verdict.authority, question, knowledge, report.chain);
    if (verdict.fault && by_chain.passed()) by_chain = conclusion_of(*verdict.fault);
    report.conclusion = together(
        std::move(by_chain), judge_strength({.digests = digests_of(stamp), .certificate = verdict.authority},
                                            existed_at, std::nullopt));
    return report;
}

/// All stamps of one signature, on their way to reports and to what they prove.
class Judgement {
  public:
    Judgement(const cms::SignerInfo& signer, const LevelReport& levels, cms::ContentDigests* content,
              Knowledge& knowledge)
        : knowledge_(knowledge) {
        collect_content(signer, content);
        collect(signer, TimeStampKind::signature, levels::id_signature_time_stamp,
                levels.signature_time_stamps);
        collect(signer, TimeStampKind::archive, levels::id_archive_time_stamp_v3, levels.archive_time_stamps);
    }

    StampedTimes run(std::vector<TimeStampReport>& reports) {
        reports_.resize(stamps_.size());
        for (const auto number : latest_archive_first())
            reports_[number] = judge(stamps_[number], shown_at(stamps_[number]), knowledge_);
        for (std::size_t i = 0; i < stamps_.size(); ++i) {
            if (stamps_[i].kind != TimeStampKind::archive)
                reports_[i] = judge(stamps_[i], shown_at(stamps_[i]), knowledge_);
        }
        auto times = take_times();
        reports = std::move(reports_);
        return times;
    }

  private:
    void collect(const cms::SignerInfo& signer, TimeStampKind kind, std::string_view type,
                 const std::vector<TimeStampVerdict>& verdicts) {
        const auto tokens = levels::values_of(signer, type);
        if (tokens.has_error() || tokens->size() != verdicts.size()) return;  // the levels were not told
        for (std::size_t i = 0; i < verdicts.size(); ++i)
            stamps_.push_back({kind, type, (*tokens)[i], verdicts[i]});
    }

    void collect_content(const cms::SignerInfo& signer, cms::ContentDigests* content) {
        for (const auto token : content_time_stamps_of(signer)) {
            stamps_.push_back(
                {TimeStampKind::content, id_content_time_stamp, token, judge_content(token, content)});
        }
    }

    [[nodiscard]] TimeStampVerdict judge_content(BytesView token, cms::ContentDigests* content) const {
        auto verdict = judge_time_stamp(token, knowledge_.certificates(), knowledge_.policy().anchors);
        if (verdict.has_error()) return {.stamp = {}, .fault = verdict.error()};
        if (verdict->fault) return *std::move(verdict);
        if (content == nullptr) {
            verdict->fault = fail(ErrorCode::content_missing, "the content stands apart");
        } else if (auto over = check_imprint(verdict->stamp, *content); over.has_error()) {
            verdict->fault = std::move(over).error();
        }
        return *std::move(verdict);
    }

    [[nodiscard]] std::vector<std::size_t> latest_archive_first() const {
        std::vector<std::size_t> numbers;
        for (std::size_t i = 0; i < stamps_.size(); ++i) {
            if (stamps_[i].kind == TimeStampKind::archive) numbers.push_back(i);
        }
        std::ranges::stable_sort(numbers, std::ranges::greater{},
                                 [this](std::size_t i) { return stamps_[i].verdict.stamp.time; });
        return numbers;
    }

    [[nodiscard]] bool is_passed_archive(std::size_t number) const {
        return stamps_[number].kind == TimeStampKind::archive && reports_[number].conclusion.passed();
    }

    /// The earliest moment at which this stamp is shown to have existed. What stands among the signed
    /// attributes is under every archive time stamp.
    [[nodiscard]] Time shown_at(const Stamp& stamp) const {
        auto earliest = knowledge_.policy().at;
        for (std::size_t i = 0; i < reports_.size(); ++i) {
            if (!is_passed_archive(i) || &stamps_[i] == &stamp) continue;
            const bool covers = stamp.kind == TimeStampKind::content ||
                                archive_time_stamp_has(stamps_[i].token, stamp.type, stamp.token);
            if (covers) earliest = std::min(earliest, reports_[i].stamp.time);
        }
        return earliest;
    }

    [[nodiscard]] StampedTimes take_times() const {
        StampedTimes times;
        for (const auto& report : reports_) {
            if (!report.conclusion.passed()) continue;
            const auto time = report.stamp.time;
            if (report.kind == TimeStampKind::content) {
                times.not_before = std::max(times.not_before.value_or(time), time);
            } else {
                times.existed_at = std::min(times.existed_at.value_or(time), time);
            }
        }
        const auto tolerance = knowledge_.policy().clock_tolerance;
        if (times.not_before && times.existed_at && *times.not_before > *times.existed_at + tolerance)
            times.disorder = fail(ErrorCode::time_stamp_out_of_order,
                                  "the content's of " + to_iso(*times.not_before) + ", the signature's of " +
                                      to_iso(*times.existed_at));
        return times;
    }

    Knowledge& knowledge_;
    std::vector<Stamp> stamps_;
    std::vector<TimeStampReport> reports_;
};

}  // namespace

StampedTimes judge_time_stamps(const cms::SignerInfo& signer, const LevelReport& levels,
                               cms::ContentDigests* content, Knowledge& knowledge,
                               std::vector<TimeStampReport>& reports) {
    return Judgement(signer, levels, content, knowledge).run(reports);
}

std::vector<DigestAlgorithm> stamped_digests_of(const cms::SignerInfo& signer) {
    auto digests = archive_digests_of(signer);
    for (const auto token : content_time_stamps_of(signer)) {
        const auto stamp = read_time_stamp(token);
        if (stamp && stamp->algorithm) digests.push_back(*stamp->algorithm);
    }
    return digests;
}

}  // namespace qoltanba::crypto::validation
