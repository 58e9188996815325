#include "crypto/levels/judge.hpp"

#include "crypto/cms/judge.hpp"
#include "crypto/levels/archive_time_stamp.hpp"
#include "crypto/levels/attribute_types.hpp"
#include "crypto/levels/evidence.hpp"
#include "crypto/levels/signer_attributes.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

bool is_anchor(const Certificate& certificate, const Anchors& anchors) {
    const auto sha256 = digest_of(DigestAlgorithm::sha256, certificate.der());
    return std::ranges::find(anchors.all(), sha256, &Anchor::sha256) != anchors.all().end();
}

/// One signer on the way up; the level is as high as it came.
class Climb {
  public:
    Climb(const cms::SignedData& data, const LongTermValues& values, const Anchors& anchors,
          cms::ContentDigests* content)
        : data_(data), values_(values), anchors_(anchors), content_(content) {}

    LevelReport judge(const cms::SignerInfo& signer) {
        signer_ = &signer;
        report_.certificate =
            cms::judge(signer, data_.content_type, values_.certificates, nullptr).certificate;
        if (auto reached = climb(); reached.has_error()) report_.obstacle = std::move(reached).error();
        return std::move(report_);
    }

  private:
    Result<void> climb() {
        QOLTANBA_TRY(report_.signature_time_stamps,
                     judge_tokens(levels::id_signature_time_stamp, [this](BytesView, const TimeStamp& stamp) {
                         return check_imprint(stamp, signer_->signature);
                     }));
        QOLTANBA_TRY(
            report_.archive_time_stamps,
            judge_tokens(levels::id_archive_time_stamp_v3, [this](BytesView token, const TimeStamp&) {
                return check_archive_time_stamp(data_, *signer_, token, content_);
            }));
        QOLTANBA_TRY(const auto* stamp, believed(report_.signature_time_stamps));
        report_.existed_at = stamp->stamp.time;
        report_.level = Level::t;
        QOLTANBA_CHECK(collect_evidence(*stamp));
        report_.level = Level::lt;
        QOLTANBA_CHECK(believed(report_.archive_time_stamps));
        report_.level = Level::lta;
        return {};
    }

    /// Each token of this type with its verdict; `is_over_it` tells whether it stamps what it should.
    template <typename IsOverIt>
    Result<std::vector<TimeStampVerdict>> judge_tokens(std::string_view type, IsOverIt is_over_it) {
        QOLTANBA_TRY(const auto tokens, levels::values_of(*signer_, type));
        std::vector<TimeStampVerdict> verdicts;
        for (const auto token : tokens) {
            auto verdict = judge_time_stamp(token, values_.certificates, anchors_);
            if (verdict.has_error()) {
                verdicts.push_back({.stamp = {}, .fault = verdict.error()});
                continue;
            }
            if (!verdict->fault) {
                if (auto over = is_over_it(token, verdict->stamp); over.has_error())
                    verdict->fault = std::move(over).error();
            }
            verdicts.push_back(*std::move(verdict));
        }
        return verdicts;
    }

    /// The earliest of those without a fault.
    static Result<const TimeStampVerdict*> believed(const std::vector<TimeStampVerdict>& verdicts) {
        const TimeStampVerdict* earliest = nullptr;
        for (const auto& verdict : verdicts) {
            const bool earlier = earliest == nullptr || verdict.stamp.time < earliest->stamp.time;
            if (!verdict.fault && earlier) earliest = &verdict;
        }
        if (earliest != nullptr) return earliest;
        if (!verdicts.empty()) return *verdicts.front().fault;
        return fail(ErrorCode::time_stamp_unavailable, "there is none");
    }

    /// Of everybody on the signer's path and on the stamp's, at the moment of the stamp.
    Result<void> collect_evidence(const TimeStampVerdict& stamp) {
        if (!report_.certificate) return fail(ErrorCode::signer_certificate_missing);
        auto values = values_;
        values.certificates.insert(values.certificates.end(), stamp.certificates.begin(),
                                   stamp.certificates.end());
        const auto chain = judge_chain(*report_.certificate, values.certificates, anchors_, stamp.stamp.time);
        auto concerned = chain.path;
        concerned.insert(concerned.end(), stamp.path.begin(), stamp.path.end());
        std::optional<Error> fault;
        for (const auto& certificate : concerned) {
            const bool known = std::ranges::find(report_.evidence, certificate,
                                                 &CertificateEvidence::certificate) != report_.evidence.end();
            if (known || is_anchor(certificate, anchors_)) continue;
            auto status =
                levels::status_of(certificate, values, anchors_, {.at = stamp.stamp.time, .or_later = true});
            auto& evidence = report_.evidence.emplace_back(CertificateEvidence{.certificate = certificate});
            if (status.has_error()) {
                evidence.fault = status.error();
                if (!fault) fault = status.error();
            } else {
                status->evidence.clear();  // it would point into what the caller may let go
                evidence.status = *std::move(status);
            }
        }
        if (chain.state != ChainState::trusted) return chain.reason.value_or(Error{});
        if (fault) return *fault;
        return {};
    }

    const cms::SignedData& data_;
    const LongTermValues& values_;
    const Anchors& anchors_;
    cms::ContentDigests* content_;
    const cms::SignerInfo* signer_ = nullptr;
    LevelReport report_;
};

}  // namespace

std::string_view name_of(Level level) {
    switch (level) {
        case Level::b:
            return "B";
        case Level::t:
            return "T";
        case Level::lt:
            return "LT";
        case Level::lta:
            return "LTA";
    }
    return "B";
}

Result<std::vector<LevelReport>> judge_levels(BytesView cms_bytes, std::optional<BytesView> content,
                                              const Anchors& anchors, std::span<const Certificate> further) {
    std::optional<cms::ContentDigests> digests;
    if (content) digests.emplace(*content);
    return judge_levels(cms_bytes, digests ? &*digests : nullptr, anchors, further);
}

Result<std::vector<LevelReport>> judge_levels(BytesView cms_bytes, cms::ContentDigests* content,
                                              const Anchors& anchors, std::span<const Certificate> further) {
    QOLTANBA_TRY(const auto data, cms::read_signed_data(cms_bytes));
    QOLTANBA_TRY(auto values, read_long_term_values(data));
    values.certificates.insert(values.certificates.end(), further.begin(), further.end());
    cms::CoveredContent covered(data, content);
    std::vector<LevelReport> reports;
    for (const auto& signer : data.signers) {
        reports.push_back(Climb(data, values, anchors, covered.digests()).judge(signer));
    }
    return reports;
}

}  // namespace qoltanba::crypto
