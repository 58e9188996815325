#include "agent/verification/report.hpp"

#include <nlohmann/json.hpp>

namespace qoltanba::agent {
namespace {

using nlohmann::json;

json error_json(const Error& error) {
    return {{"code", name_of(error.code)}, {"detail", error.detail}};
}

/// indication, subIndication and reasons, which stand at every level.
json conclusion_json(const crypto::Conclusion& conclusion) {
    json all{{"indication", name_of(conclusion.indication)}, {"reasons", json::array()}};
    if (conclusion.sub_indication != crypto::SubIndication::none)
        all["subIndication"] = name_of(conclusion.sub_indication);
    for (const auto& reason : conclusion.reasons) all["reasons"].push_back(error_json(reason));
    return all;
}

std::string_view key_of(crypto::Revocation state) {
    switch (state) {
        case crypto::Revocation::good:
            return "good";
        case crypto::Revocation::revoked:
            return "revoked";
        case crypto::Revocation::unknown:
            return "unknown";
    }
    return "unknown";
}

std::string_view key_of(crypto::StatusOrigin origin) {
    switch (origin) {
        case crypto::StatusOrigin::unknown:
            return "unknown";
        case crypto::StatusOrigin::inside:
            return "inside";
        case crypto::StatusOrigin::given:
            return "given";
        case crypto::StatusOrigin::looked_up:
            return "lookedUp";
    }
    return "unknown";
}

std::string_view key_of(crypto::TimeStampKind kind) {
    switch (kind) {
        case crypto::TimeStampKind::content:
            return "content";
        case crypto::TimeStampKind::signature:
            return "signature";
        case crypto::TimeStampKind::archive:
            return "archive";
    }
    return "signature";
}

json status_json(const crypto::RevocationStatus& status) {
    json all{{"state", key_of(status.state)},
             {"source", status.source == crypto::RevocationSource::ocsp ? "ocsp" : "crl"},
             {"thisUpdate", to_iso(status.this_update)}};
    if (status.next_update) all["nextUpdate"] = to_iso(*status.next_update);
    if (status.revoked_at) all["revokedAt"] = to_iso(*status.revoked_at);
    if (status.reason) all["reason"] = static_cast<int>(*status.reason);
    return all;
}

json certificate_json(const crypto::CertificateReport& entry) {
    const auto& certificate = entry.certificate;
    json all{{"subject", certificate.subject().text()},
             {"issuer", certificate.issuer().text()},
             {"serialNumber", certificate.serial_number_hex()},
             {"notBefore", to_iso(certificate.not_before())},
             {"notAfter", to_iso(certificate.not_after())},
             {"sha256", to_hex(crypto::digest_of(crypto::DigestAlgorithm::sha256, certificate.der()))}};
    if (entry.revocation) {
        all["revocation"] = status_json(*entry.revocation);
        all["revocation"]["origin"] = key_of(entry.origin);
    }
    if (entry.fault) all["revocationError"] = error_json(*entry.fault);
    return all;
}

json chain_json(const crypto::ChainReport& chain) {
    json all{{"certificates", json::array()}};
    if (!chain.anchor_label.empty()) all["anchor"] = chain.anchor_label;
    for (const auto& entry : chain.path) all["certificates"].push_back(certificate_json(entry));
    return all;
}

json stamp_json(const crypto::TimeStampReport& stamp) {
    auto all = conclusion_json(stamp.conclusion);
    all["kind"] = key_of(stamp.kind);
    if (stamp.stamp.time != Time{}) all["time"] = to_iso(stamp.stamp.time);
    all["policy"] = stamp.stamp.policy;
    all["nonce"] = to_hex(stamp.stamp.nonce);
    if (stamp.stamp.algorithm) all["digest"] = crypto::identity_of(*stamp.stamp.algorithm).name;
    if (stamp.authority) all["authority"] = stamp.authority->subject().text();
    all["chain"] = chain_json(stamp.chain);
    return all;
}

json parts_json(const std::vector<crypto::SignedPart>& parts) {
    auto all = json::array();
    for (const auto& part : parts) {
        all.push_back({{"uri", part.uri},
                       {"element", part.element},
                       {"path", part.path},
                       {"wholeDocument", part.whole_document},
                       {"octets", part.octets}});
    }
    return all;
}

json holder_json(const crypto::SignerReport& signer) {
    const auto& holder = signer.holder;
    return {{"name", holder.common_name},
            {"patronymic", holder.patronymic},
            {"iin", holder.iin},
            {"bin", holder.bin},
            {"organisation", holder.organisation},
            {"role", crypto::role_text(holder.role, Language::en)},
            {"serialNumber", signer.certificate->serial_number_hex()},
            {"notBefore", to_iso(signer.certificate->not_before())},
            {"notAfter", to_iso(signer.certificate->not_after())}};
}

json signer_json(const crypto::SignerReport& signer) {
    auto all = conclusion_json(signer.conclusion);
    if (signer.certificate) all["signer"] = holder_json(signer);
    if (signer.family) all["algorithm"] = crypto::suite_of(*signer.family).name;
    if (signer.digest) all["digest"] = crypto::identity_of(*signer.digest).name;
    if (signer.signing_time) all["signingTime"] = to_iso(*signer.signing_time);
    if (signer.existed_at) all["stampedTime"] = to_iso(*signer.existed_at);
    all["judgedAt"] = to_iso(signer.judged_at);
    if (signer.level) all["level"] = name_of(*signer.level);
    if (!signer.parts.empty()) {
        all["wholeDocument"] = !signer.only_part();
        all["parts"] = parts_json(signer.parts);
    }
    all["chain"] = chain_json(signer.chain);
    all["timeStamps"] = json::array();
    for (const auto& stamp : signer.time_stamps) all["timeStamps"].push_back(stamp_json(stamp));
    return all;
}

json member_json(const crypto::ContainerMember& member) {
    json all{{"name", member.name}, {"octets", member.size}};
    if (member.digest) all["digest"] = crypto::identity_of(*member.digest).name;
    if (member.fault) all["error"] = error_json(*member.fault);
    return all;
}

json status_file_json(const crypto::StatusReport& report) {
    json all{{"issuer", report.issuer}, {"producedAt", to_iso(report.produced_at)}};
    if (report.next_update) all["nextUpdate"] = to_iso(*report.next_update);
    if (report.responder) all["responder"] = report.responder->subject().text();
    if (report.source == crypto::RevocationSource::crl) {
        all["number"] = to_hex(report.number);
        all["delta"] = report.is_delta;
        return all;
    }
    all["certificates"] = json::array();
    for (const auto& told : report.statuses) {
        auto status = status_json(told.status);
        status["serialNumber"] = to_hex(told.serial_number);
        all["certificates"].push_back(std::move(status));
    }
    return all;
}

}  // namespace

std::string report_json(const JudgedFile& file) {
    auto all = conclusion_json(file.conclusion);
    all["format"] = name_of(file.kind);
    all["judgedAt"] = to_iso(file.report.judged_at);
    all["momentGiven"] = file.report.at_is_given;
    if (!file.signed_digest.empty()) {
        all["signedOctets"] = file.signed_size;
        all["signedSha256"] = to_hex(file.signed_digest);
    }
    all["signatures"] = json::array();
    for (const auto& signer : file.report.signers) all["signatures"].push_back(signer_json(signer));
    for (const auto& member : file.members) all["files"].push_back(member_json(member));
    if (file.time_stamp) all["timeStamp"] = stamp_json(*file.time_stamp);
    if (file.status) all["status"] = status_file_json(*file.status);
    return all.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

}  // namespace qoltanba::agent
