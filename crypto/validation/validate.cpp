#include "crypto/validation/validate.hpp"

#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/xml.hpp"
#include "crypto/signatures/xml_document.hpp"
#include "crypto/validation/faults.hpp"
#include "crypto/validation/given_content.hpp"
#include "crypto/validation/signers.hpp"

#include <utility>

namespace qoltanba::crypto {
namespace {

using validation::Knowledge;
using validation::StampedTimes;

/// XML begins with '<', perhaps after a byte order mark and white space; no form of CMS does.
bool looks_like_xml(BytesView file) {
    const auto text = without_byte_order_mark(text_of(file));
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '<';
}

Result<void> validate_xml(const ValidationInputs& inputs, const ValidationPolicy& policy,
                          ValidationReport& report) {
    QOLTANBA_TRY(auto verified, verify_xml(text_of(inputs.file)));
    LongTermValues inside{.certificates = verified.certificates};
    Knowledge knowledge(policy, inputs, inside);
    for (const auto& signature : verified.signatures)
        report.signers.push_back(validation::judge_signer(signature, StampedTimes{}, knowledge));
    report.signed_octets = SignedOctets{verified.signed_content.size(),
                                        digest_of(DigestAlgorithm::sha256, verified.signed_content)};
    report.signed_content = std::move(verified.signed_content);
    return {};
}

Result<void> validate_cms(const ValidationInputs& inputs, const ValidationPolicy& policy,
                          ValidationReport& report) {
    QOLTANBA_TRY(const auto file, cms_from_text_or_der(inputs.file));
    QOLTANBA_TRY(const auto data, cms::read_signed_data(file));
    QOLTANBA_TRY(const auto inside, read_long_term_values(data));
    validation::GivenContent given(inputs);
    cms::CoveredContent covered(data, given.digests());
    auto* const content = covered.contradicted() ? given.digests() : covered.digests();
    QOLTANBA_TRY(auto verified, verify_cms(file, content, inputs.certificates));
    QOLTANBA_TRY(const auto levels, judge_levels(file, content, policy.anchors, inputs.certificates));
    if (data.signers.empty()) return fail(ErrorCode::no_signature_found, "a SignedData without a signer");

    Knowledge knowledge(policy, inputs, inside);
    for (std::size_t i = 0; i < data.signers.size(); ++i) {
        std::vector<TimeStampReport> time_stamps;
        const auto times = validation::judge_time_stamps(data.signers[i], levels[i], covered.digests(),
                                                         knowledge, time_stamps);
        auto& signer =
            report.signers.emplace_back(validation::judge_signer(verified.signatures[i], times, knowledge));
        signer.level = levels[i].level;
        signer.time_stamps = std::move(time_stamps);
    }
    report.signed_content = std::move(verified.signed_content);
    if (auto* const digests = covered.digests()) {
        if (const auto sha256 = digests->of(DigestAlgorithm::sha256))
            report.signed_octets = SignedOctets{digests->size(), copy_of(*sha256)};
    }
    return {};
}

}  // namespace

ValidationReport validate(const ValidationInputs& inputs, const ValidationPolicy& policy) {
    ValidationReport report{.judged_at = policy.at, .at_is_given = policy.at_is_given};
    const bool xml = looks_like_xml(inputs.file);
    report.format = xml ? SignatureFormat::xml : SignatureFormat::cms;
    const auto read = xml ? validate_xml(inputs, policy, report) : validate_cms(inputs, policy, report);
    if (read.has_error()) {
        report.conclusion = {Indication::total_failed, SubIndication::format_failure, {read.error()}};
        return report;
    }
    report.conclusion.indication = Indication::total_passed;
    for (const auto& signer : report.signers)
        report.conclusion = validation::together(std::move(report.conclusion), signer.conclusion);
    return report;
}

}  // namespace qoltanba::crypto
