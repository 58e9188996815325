#include "crypto/certificates/anchors.hpp"

#include "crypto/base/base64.hpp"
#include "crypto/certificates/anchors_data.hpp"

namespace qoltanba::crypto {
namespace {

/// The facts are constants that a test reads one by one. One that did not read would match nothing and be
/// long expired.
Anchor anchor_from(const AnchorFact& fact) {
    return {
        .label = std::string(fact.label),
        .kind = fact.kind,
        .name = from_base64(fact.name).value(),
        .spki = from_base64(fact.spki).value(),
        .sha256 = from_hex(fact.sha256).value_or(Bytes{}),
        .not_before = time_from_iso(fact.not_before).value_or(Time{}),
        .not_after = time_from_iso(fact.not_after).value_or(Time{}),
        .key_identifier = from_hex(fact.key_identifier).value_or(Bytes{}),
        .path_length = fact.path_length == unlimited_path ? std::nullopt : std::optional(fact.path_length),
        .issues = true,
    };
}

}  // namespace

Anchors Anchors::national() {
    Anchors anchors;
    for (const auto& fact : national_anchor_facts()) anchors.anchors_.push_back(anchor_from(fact));
    return anchors;
}

Anchors Anchors::national_test() {
    Anchors anchors;
    for (const auto& fact : national_test_anchor_facts()) anchors.add(anchor_from(fact));
    return anchors;
}

void Anchors::add(Anchor anchor) {
    anchors_.push_back(std::move(anchor));
    has_added_ = true;
}

void Anchors::add(const Certificate& certificate) {
    const Name& subject = certificate.subject();
    add(Anchor{
        .label = subject.find(attribute_type::common_name).value_or(subject.text()),
        .kind = subject == certificate.issuer() ? AnchorKind::root : AnchorKind::intermediate,
        .name = copy_of(subject.der()),
        .spki = copy_of(certificate.spki()),
        .sha256 = digest_of(DigestAlgorithm::sha256, certificate.der()),
        .not_before = certificate.not_before(),
        .not_after = certificate.not_after(),
        .key_identifier = copy_of(certificate.subject_key_identifier()),
        .path_length = certificate.basic_constraints().path_length,
        .issues = certificate.may_issue(),
    });
}

Result<void> Anchors::add_certificate(BytesView file_content) {
    QOLTANBA_TRY(const auto certificate, Certificate::from_file_content(file_content));
    add(certificate);
    return {};
}

}  // namespace qoltanba::crypto
