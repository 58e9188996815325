#include "agent/verification/judged_file.hpp"

#include "crypto/base/base64.hpp"
#include "crypto/containers/zip.hpp"
#include "crypto/der/reader.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::agent {
namespace {

using crypto::Conclusion;
using crypto::Indication;
using crypto::SubIndication;

/// What stands inside PEM armour or bare base64; nothing where it is neither.
std::optional<Bytes> inside_armour(BytesView file) {
    constexpr auto sequence = static_cast<std::uint8_t>(crypto::der::Tag::sequence);
    if (file.empty() || file.front() == sequence) return {};
    auto octets = from_pem(text_of(file));
    if (octets.has_error()) return {};
    return *std::move(octets);
}

/// OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED, … } (RFC 6960, 4.2.1)
bool looks_like_ocsp_response(BytesView der) {
    auto inside = crypto::der::Reader(der).enter(crypto::der::Tag::sequence);
    return inside && inside->next_is(crypto::der::Tag::enumerated);
}

/// CertificateList begins with SEQUENCE { SEQUENCE { version INTEGER, signature SEQUENCE, issuer SEQUENCE
/// (RFC 5280, 5.1). The PKIStatusInfo at the front of a TimeStampResp has one SEQUENCE at most.
bool looks_like_crl(BytesView der) {
    auto inside = crypto::der::Reader(der).enter(crypto::der::Tag::sequence);
    if (!inside) return false;
    auto list = inside->enter(crypto::der::Tag::sequence);
    if (!list || !list->optional(crypto::der::Tag::integer)) return false;
    return list->expect(crypto::der::Tag::sequence) && list->next_is(crypto::der::Tag::sequence);
}

/// What a member's fault makes of the container, as crypto/validation tells such faults of a signature.
Conclusion conclusion_of(const Error& fault) {
    switch (fault.code) {
        case ErrorCode::digest_mismatch:
            return {Indication::total_failed, SubIndication::hash_failure, {fault}};
        case ErrorCode::content_missing:
            return {Indication::indeterminate, SubIndication::signed_data_not_found, {fault}};
        case ErrorCode::only_part_signed:
            return {Indication::indeterminate, SubIndication::sig_constraints_failure, {fault}};
        default:
            return {Indication::total_failed, SubIndication::format_failure, {fault}};
    }
}

int weight(Indication indication) {
    return indication == Indication::total_failed ? 2 : indication == Indication::indeterminate ? 1 : 0;
}

/// The worse of two with the reasons of both, its own first.
void join(Conclusion& whole, Conclusion part) {
    if (weight(part.indication) > weight(whole.indication)) std::swap(whole, part);
    whole.reasons.insert(whole.reasons.end(), part.reasons.begin(), part.reasons.end());
}

void note_signed_octets(JudgedFile& judged, crypto::cms::ContentDigests& content) {
    const auto sha256 = content.of(crypto::DigestAlgorithm::sha256);
    if (sha256.has_error()) return;
    judged.signed_size = content.size();
    judged.signed_digest = copy_of(*sha256);
}

void note_signed_octets(JudgedFile& judged, BytesView octets) {
    crypto::cms::ContentDigests content(octets);
    note_signed_octets(judged, content);
}

JudgedFile judge_signature(const crypto::ValidationInputs& inputs, const crypto::ValidationPolicy& policy) {
    JudgedFile judged{.report = crypto::validate(inputs, policy)};
    judged.kind = judged.report.format == crypto::SignatureFormat::xml ? FileKind::xml : FileKind::cms;
    judged.conclusion = judged.report.conclusion;
    const bool covered = std::ranges::any_of(
        judged.report.signers, [](const crypto::SignerReport& signer) { return !signer.fault; });
    if (covered && judged.report.signed_octets) {
        judged.signed_size = judged.report.signed_octets->size;
        judged.signed_digest = judged.report.signed_octets->sha256;
    }
    return judged;
}

JudgedFile judge_container(const crypto::ValidationInputs& inputs, const crypto::ValidationPolicy& policy) {
    JudgedFile judged{.kind = FileKind::container};
    auto container = crypto::open_nca_container(inputs.file);
    if (container.has_error()) {
        judged.conclusion = conclusion_of(container.error());
        return judged;
    }
    auto of_manifest = inputs;
    of_manifest.file = container->signature;
    of_manifest.content = BytesView(container->manifest);
    of_manifest.digests = nullptr;
    judged.report = crypto::validate(of_manifest, policy);
    judged.conclusion = judged.report.conclusion;
    judged.members = std::move(container->members);
    for (const auto& member : judged.members) {
        const bool tolerated = member.fault && member.fault->code == ErrorCode::only_part_signed &&
                               policy.coverage == crypto::Coverage::part_suffices;
        if (member.fault && !tolerated) join(judged.conclusion, conclusion_of(*member.fault));
        if (member.digest == crypto::DigestAlgorithm::sha1) {
            join(judged.conclusion, {Indication::indeterminate,
                                     SubIndication::crypto_constraints_failure_no_poe,
                                     {fail(ErrorCode::algorithm_outdated, "SHA-1")}});
        }
    }
    note_signed_octets(judged, container->manifest);
    return judged;
}

JudgedFile judge_evidence(FileKind kind, const crypto::ValidationInputs& inputs,
                          const crypto::ValidationPolicy& policy) {
    JudgedFile judged{.kind = kind};
    if (kind == FileKind::time_stamp) {
        judged.time_stamp = crypto::validate_time_stamp(inputs, policy);
        judged.conclusion = judged.time_stamp->conclusion;
        if (inputs.content) note_signed_octets(judged, *inputs.content);
        if (inputs.digests != nullptr) note_signed_octets(judged, *inputs.digests);
    } else {
        judged.status = kind == FileKind::crl ? crypto::validate_crl(inputs, policy)
                                              : crypto::validate_ocsp_response(inputs, policy);
        judged.conclusion = judged.status->conclusion;
    }
    return judged;
}

/// What evidence this is; nothing where it is none. A list may be large: it is told by its first elements,
/// before anything looks for BER.
std::optional<FileKind> evidence_kind(BytesView der) {
    if (looks_like_ocsp_response(der)) return FileKind::ocsp_response;
    if (looks_like_crl(der)) return FileKind::crl;
    if (crypto::looks_like_time_stamp(der)) return FileKind::time_stamp;
    return std::nullopt;
}

}  // namespace

std::string_view name_of(FileKind kind) {
    switch (kind) {
        case FileKind::cms:
            return "CMS";
        case FileKind::xml:
            return "XML";
        case FileKind::container:
            return "ZIP";
        case FileKind::time_stamp:
            return "TIMESTAMP";
        case FileKind::ocsp_response:
            return "OCSP";
        case FileKind::crl:
            return "CRL";
    }
    return "CMS";
}

Bytes without_armour(BytesView file) {
    auto inside = inside_armour(file);
    return inside ? *std::move(inside) : copy_of(file);
}

Bytes without_armour(Bytes&& file) {
    return inside_armour(file).value_or(std::move(file));
}

JudgedFile judge_file(const crypto::ValidationInputs& inputs, const crypto::ValidationPolicy& policy) {
    auto judged = [&] {
        if (crypto::looks_like_zip(inputs.file)) return judge_container(inputs, policy);
        const auto inside = inside_armour(inputs.file);
        const auto der = inside ? BytesView(*inside) : inputs.file;
        const auto kind = evidence_kind(der);
        if (!kind) return judge_signature(inputs, policy);
        auto evidence = inputs;
        evidence.file = der;
        return judge_evidence(*kind, evidence, policy);
    }();
    judged.report.judged_at = policy.at;
    judged.report.at_is_given = policy.at_is_given;
    return judged;
}

int exit_status(Indication indication) {
    switch (indication) {
        case Indication::total_passed:
            return 0;
        case Indication::total_failed:
            return 1;
        case Indication::indeterminate:
            return 2;
    }
    return 1;
}

}  // namespace qoltanba::agent
