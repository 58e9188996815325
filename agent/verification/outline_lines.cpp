#include "agent/verification/outline_lines.hpp"

#include "agent/ui/visible_text.hpp"

namespace qoltanba::agent {
namespace {

std::string issuer_text(const crypto::Certificate& certificate) {
    const auto& issuer = certificate.issuer();
    return issuer.find(crypto::attribute_type::common_name).value_or(issuer.text());
}

std::string subject_name(const crypto::Certificate& certificate) {
    const auto& subject = certificate.subject();
    return subject.find(crypto::attribute_type::common_name).value_or(subject.text());
}

std::string term_text(const crypto::Certificate& certificate) {
    return time_text(certificate.not_before()) + " — " + time_text(certificate.not_after());
}

std::string with_number(std::string_view name, std::string_view label, std::string_view number) {
    std::string text(name);
    if (number.empty()) return text;
    if (!text.empty()) text += ", ";
    return text + std::string(label) + " " + std::string(number);
}

std::string algorithm_text(const crypto::SignerReport& signer) {
    if (!signer.family) return {};
    std::string text(crypto::suite_of(*signer.family).name);
    if (signer.digest) text += ", " + std::string(crypto::identity_of(*signer.digest).name);
    return text;
}

std::string_view origin_text(crypto::StatusOrigin origin, const Words& words) {
    switch (origin) {
        case crypto::StatusOrigin::unknown:
            return "";
        case crypto::StatusOrigin::inside:
            return words.inside;
        case crypto::StatusOrigin::given:
            return words.given;
        case crypto::StatusOrigin::looked_up:
            return words.looked_up;
    }
    return "";
}

/// "not revoked (OCSP, as of 2026-07-20 09:15:02 UTC)".
std::string status_text(const crypto::RevocationStatus& status, const Words& words) {
    std::string text;
    switch (status.state) {
        case crypto::Revocation::good:
            text = words.good;
            break;
        case crypto::Revocation::revoked:
            text = words.revoked;
            if (status.never_issued)
                text = words.never_issued;
            else if (status.revoked_at)
                text += " " + time_text(*status.revoked_at);
            break;
        case crypto::Revocation::unknown:
            text = words.unknown_status;
            break;
    }
    text += " (";
    text += status.source == crypto::RevocationSource::ocsp ? words.by_ocsp : words.by_crl;
    return text + ", " + std::string(words.as_of) + " " + time_text(status.this_update) + ")";
}

std::string status_text(const crypto::CertificateReport& certificate, const Words& words) {
    if (!certificate.revocation) {
        std::string text(words.not_known);
        // Who was asked, and what came of it.
        if (certificate.fault && certificate.fault->code == ErrorCode::revocation_unavailable)
            text += " (" + certificate.fault->detail + ")";
        return text;
    }
    auto text = status_text(*certificate.revocation, words);
    const auto origin = origin_text(certificate.origin, words);
    return origin.empty() ? text : text + ", " + std::string(origin);
}

void add_coverage(std::vector<OutlineLine>& lines, const crypto::SignerReport& signer, const Words& words) {
    if (signer.parts.empty()) return;
    add(lines, words.covers, signer.only_part() ? words.only_part : words.whole_document);
    if (!signer.only_part()) return;
    for (const auto& part : signer.parts) {
        // The name first: an endless URI must not push it out of sight.
        add(lines, words.part,
            "<" + std::string(utf8_prefix(part.element, 100)) + "> " +
                std::string(utf8_prefix(part.uri, 100)) + " " + part.path);
    }
}

std::string_view kind_text(crypto::TimeStampKind kind, const Words& words) {
    switch (kind) {
        case crypto::TimeStampKind::content:
            return words.content_stamp;
        case crypto::TimeStampKind::signature:
            return words.signature_stamp;
        case crypto::TimeStampKind::archive:
            return words.archive_stamp;
    }
    return "";
}

}  // namespace

std::string shown(std::string_view text) {
    constexpr std::size_t longest = 400;  // octets: more than any honest name needs
    auto visible = visible_line(utf8_prefix(text, longest));
    if (text.size() > longest) visible += "…";
    return visible;
}

std::string time_text(Time time) {
    auto text = to_iso(time);  // 2026-07-20T09:15:02Z
    text.replace(text.find('T'), 1, " ");
    text.replace(text.find('Z'), 1, " UTC");
    return text;
}

void add(std::vector<OutlineLine>& lines, std::string_view label, std::string_view value) {
    if (!value.empty()) lines.push_back({std::string(label), shown(value)});
}

std::vector<OutlineLine> signer_lines(const crypto::SignerReport& signer, Language language) {
    const auto& words = words_in(language);
    const auto& holder = signer.holder;
    std::vector<OutlineLine> lines;
    const auto name =
        holder.patronymic.empty() ? holder.common_name : holder.common_name + " " + holder.patronymic;
    add(lines, words.signer, with_number(name, words.iin, holder.iin));
    add(lines, words.organisation, with_number(holder.organisation, words.bin, holder.bin));
    if (holder.role != crypto::Role::unknown)
        add(lines, words.role, crypto::role_text(holder.role, language));
    if (signer.signing_time) add(lines, words.claimed_time, time_text(*signer.signing_time));
    if (signer.existed_at) add(lines, words.stamped_time, time_text(*signer.existed_at));
    add_coverage(lines, signer, words);
    add(lines, words.algorithm, algorithm_text(signer));
    if (signer.level) add(lines, words.level, "CAdES-" + std::string(name_of(*signer.level)));
    if (!signer.certificate) return lines;
    add(lines, words.issuer, issuer_text(*signer.certificate));
    add(lines, words.trusted_by,
        signer.chain.anchor_label.empty() ? words.not_trusted : std::string_view(signer.chain.anchor_label));
    if (!signer.chain.path.empty())
        add(lines, words.revocation, status_text(signer.chain.path.front(), words));
    add(lines, words.valid_from_to, term_text(*signer.certificate));
    add(lines, words.serial_number, signer.certificate->serial_number_hex());
    return lines;
}

OutlineSection certificates_section(const crypto::ChainReport& chain, Language language) {
    const auto& words = words_in(language);
    OutlineSection section{.title = std::string(words.certificates), .lines = {}};
    for (const auto& entry : chain.path) {
        add(section.lines, words.subject, entry.certificate.subject().text());
        add(section.lines, words.serial_number, entry.certificate.serial_number_hex());
        add(section.lines, words.valid_from_to, term_text(entry.certificate));
        add(section.lines, words.revocation, status_text(entry, words));
        if (entry.fault) add(section.lines, words.why, message_for(entry.fault->code, language));
    }
    add(section.lines, words.trusted_by,
        chain.anchor_label.empty() ? words.not_trusted : std::string_view(chain.anchor_label));
    return section;
}

OutlineSection stamp_section(const crypto::TimeStampReport& stamp, Language language) {
    const auto& words = words_in(language);
    OutlineSection section{.title = std::string(words.time_stamps), .lines = {}};
    auto& lines = section.lines;
    add(lines, words.kind, kind_text(stamp.kind, words));
    const auto& conclusion = stamp.conclusion;
    add(lines, name_of(conclusion.indication), word_of(conclusion.indication, words));
    if (stamp.stamp.time != Time{}) add(lines, words.time, time_text(stamp.stamp.time));
    if (stamp.authority) add(lines, words.authority, subject_name(*stamp.authority));
    add(lines, words.trusted_by,
        stamp.chain.anchor_label.empty() ? words.not_trusted : std::string_view(stamp.chain.anchor_label));
    if (!stamp.chain.path.empty()) add(lines, words.revocation, status_text(stamp.chain.path.front(), words));
    add(lines, words.policy, stamp.stamp.policy);
    if (stamp.stamp.algorithm) add(lines, words.algorithm, crypto::identity_of(*stamp.stamp.algorithm).name);
    for (const auto& reason : conclusion.reasons)
        add(lines, words.why, std::string(message_for(reason.code, language)) + " (" + reason.detail + ")");
    return section;
}

OutlineSection status_section(const crypto::StatusReport& status, Language language) {
    const auto& words = words_in(language);
    const bool is_list = status.source == crypto::RevocationSource::crl;
    OutlineSection section{.title = std::string(is_list ? words.by_crl : words.by_ocsp), .lines = {}};
    auto& lines = section.lines;
    add(lines, words.issuer, status.issuer);
    if (status.responder) add(lines, words.responder, subject_name(*status.responder));
    if (status.produced_at != Time{}) add(lines, words.produced_at, time_text(status.produced_at));
    if (status.next_update) add(lines, words.next_update, time_text(*status.next_update));
    if (!status.number.empty()) add(lines, words.number, to_hex(status.number));
    if (status.is_delta) add(lines, words.kind, words.delta);
    for (const auto& told : status.statuses) {
        add(lines, words.serial_number, to_hex(told.serial_number));
        add(lines, words.revocation, status_text(told.status, words));
    }
    return section;
}

std::string member_text(const crypto::ContainerMember& member, const Words& words) {
    std::string text = member.name + ": ";
    if (!member.fault)
        text += words.as_signed;
    else if (member.fault->code == ErrorCode::only_part_signed)
        text += words.not_signed;
    else if (member.fault->code == ErrorCode::content_missing)
        text += words.missing;
    else
        text += words.changed;
    if (member.fault && member.fault->code == ErrorCode::content_missing) return text;
    return text + ", " + std::to_string(member.size) + " " + std::string(words.octets);
}

}  // namespace qoltanba::agent
