#include "agent/cli/report.hpp"

#include "agent/ui/visible_text.hpp"
#include "crypto/certificates/holder.hpp"

#include <nlohmann/json.hpp>

namespace qoltanba::agent {
namespace {

struct Words {
    std::string_view valid, broken, undecided, signer, organisation, role, signed_at, algorithm, issuer,
        reason, octets, covers, whole_document, only_part, part, revocation, not_checked;
};

const Words& words_in(Language language) {
    static constexpr Words kk{
        "ЖАРАМДЫ",
        "ЖАРАМСЫЗ",
        "АНЫҚТАЛМАДЫ",
        "Қол қойған",
        "Ұйым",
        "Рөлі",
        "Қол қойылған уақыты",
        "Алгоритм",
        "Берген орталық",
        "Себебі",
        "Қол қойылған октеттер",
        "Қамтиды",
        "бүкіл құжат",
        "құжаттың бір бөлігі ғана",
        "Бөлік",
        "Кері қайтарылуы",
        "тексерілмеді",
    };
    static constexpr Words ru{
        "ДЕЙСТВИТЕЛЬНА",
        "НЕДЕЙСТВИТЕЛЬНА",
        "НЕ ОПРЕДЕЛЕНО",
        "Подписал",
        "Организация",
        "Роль",
        "Время подписания",
        "Алгоритм",
        "Издатель",
        "Причина",
        "Подписано октетов",
        "Охватывает",
        "весь документ",
        "только часть документа",
        "Часть",
        "Отзыв сертификата",
        "не проверялся",
    };
    static constexpr Words en{
        "VALID",
        "BROKEN",
        "UNDECIDED",
        "Signed by",
        "Organisation",
        "Role",
        "Signing time",
        "Algorithm",
        "Issuer",
        "Reason",
        "Octets signed",
        "Covers",
        "the whole document",
        "only a part of the document",
        "Part",
        "Revocation",
        "not checked",
    };
    switch (language) {
        case Language::kk:
            return kk;
        case Language::ru:
            return ru;
        case Language::en:
            return en;
    }
    return en;
}

std::string_view word_of(Verdict verdict, const Words& words) {
    switch (verdict) {
        case Verdict::valid:
            return words.valid;
        case Verdict::broken:
            return words.broken;
        case Verdict::undecided:
            return words.undecided;
    }
    return words.broken;
}

std::string_view key_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::valid:
            return "valid";
        case Verdict::broken:
            return "broken";
        case Verdict::undecided:
            return "undecided";
    }
    return "broken";
}

std::string algorithm_of(const crypto::SignatureVerdict& signature) {
    if (!signature.family) return {};
    std::string text(crypto::suite_of(*signature.family).name);
    if (signature.digest) text += ", " + std::string(crypto::identity_of(*signature.digest).name);
    return text;
}

/// `value` may come from a hostile file: nothing in it drives the terminal or fakes another line.
void add_line(std::string& text, std::string_view label, std::string_view value) {
    constexpr std::size_t longest = 400;  // octets: more than any honest name needs
    if (value.empty()) return;
    text += "  ";
    text += label;
    text += ": ";
    text += visible_line(utf8_prefix(value, longest));
    if (value.size() > longest) text += "…";
    text += '\n';
}

std::string fault_text(const Error& error, Language language) {
    std::string text(message_for(error.code, language));
    if (!error.detail.empty()) text += " (" + error.detail + ")";
    return text;
}

/// Of an XML signature: the whole document, or each part by its reference.
void add_coverage(std::string& text, const JudgedSignature& judged, const Words& words) {
    if (judged.signature.parts.empty()) return;
    add_line(text, words.covers, judged.only_part() ? words.only_part : words.whole_document);
    if (!judged.only_part()) return;
    for (const auto& part : judged.signature.parts) {
        // The name first: an endless URI must not push it out of sight.
        add_line(text, words.part, "<" + std::string(utf8_prefix(part.element, 100)) + "> " + part.uri);
    }
}

std::string signature_text(const JudgedSignature& judged, std::size_t number, const Words& words,
                           Language language) {
    std::string text = std::to_string(number) + ". " + std::string(word_of(judged.verdict, words)) + '\n';
    if (judged.signature.certificate) {
        const auto& certificate = *judged.signature.certificate;
        const auto holder = crypto::holder_of(certificate);
        std::string name = holder.common_name;
        if (!holder.patronymic.empty()) name += " " + holder.patronymic;
        if (!holder.iin.empty()) name += ", IIN " + holder.iin;
        add_line(text, words.signer, name);
        std::string organisation = holder.organisation;
        if (!holder.bin.empty()) organisation += ", BIN " + holder.bin;
        add_line(text, words.organisation, organisation);
        if (holder.role != crypto::Role::unknown)
            add_line(text, words.role, crypto::role_text(holder.role, language));
        add_line(text, words.issuer,
                 certificate.issuer().find("2.5.4.3").value_or(certificate.issuer().text()));
    }
    if (judged.signature.signing_time)
        add_line(text, words.signed_at, to_iso(*judged.signature.signing_time));
    add_line(text, words.algorithm, algorithm_of(judged.signature));
    add_coverage(text, judged, words);
    for (const auto& reason : judged.reasons) add_line(text, words.reason, fault_text(reason, language));
    return text;
}

nlohmann::json error_json(const Error& error) {
    return {{"code", name_of(error.code)}, {"detail", error.detail}};
}

nlohmann::json parts_json(const std::vector<crypto::SignedPart>& parts) {
    auto json = nlohmann::json::array();
    for (const auto& part : parts) {
        json.push_back({{"uri", part.uri},
                        {"element", part.element},
                        {"wholeDocument", part.whole_document},
                        {"octets", part.octets}});
    }
    return json;
}

nlohmann::json signature_json(const JudgedSignature& judged) {
    nlohmann::json json{{"verdict", key_of(judged.verdict)}, {"algorithm", algorithm_of(judged.signature)}};
    if (judged.signature.signing_time) json["signingTime"] = to_iso(*judged.signature.signing_time);
    for (const auto& reason : judged.reasons) json["reasons"].push_back(error_json(reason));
    if (!judged.signature.parts.empty()) {
        json["wholeDocument"] = !judged.only_part();
        json["parts"] = parts_json(judged.signature.parts);
    }
    if (judged.chain && !judged.chain->anchor_label.empty()) json["anchor"] = judged.chain->anchor_label;
    if (judged.signature.certificate) {
        const auto& certificate = *judged.signature.certificate;
        const auto holder = crypto::holder_of(certificate);
        json["signer"] = {{"name", holder.common_name},
                          {"patronymic", holder.patronymic},
                          {"iin", holder.iin},
                          {"bin", holder.bin},
                          {"organisation", holder.organisation},
                          {"role", crypto::role_text(holder.role, Language::en)},
                          {"serialNumber", certificate.serial_number_hex()},
                          {"notBefore", to_iso(certificate.not_before())},
                          {"notAfter", to_iso(certificate.not_after())}};
    }
    return json;
}

}  // namespace

std::string report_text(const JudgedFile& file, Language language) {
    const auto& words = words_in(language);
    std::string text = file.format + ": " + std::string(word_of(file.verdict, words));
    if (file.only_part()) text += " (" + std::string(words.only_part) + ")";
    text += '\n';
    if (file.fault) add_line(text, words.reason, fault_text(*file.fault, language));
    std::size_t number = 0;
    for (const auto& signature : file.signatures)
        text += signature_text(signature, ++number, words, language);
    if (!file.signed_content.empty())
        add_line(text, words.octets, std::to_string(file.signed_content.size()));
    if (!file.signatures.empty()) add_line(text, words.revocation, words.not_checked);
    return text;
}

std::string report_json(const JudgedFile& file) {
    nlohmann::json json{{"verdict", key_of(file.verdict)},
                        {"format", file.format},
                        {"signedOctets", file.signed_content.size()},
                        {"revocation", "not checked"},
                        {"signatures", nlohmann::json::array()}};
    if (file.fault) json["error"] = error_json(*file.fault);
    for (const auto& signature : file.signatures) json["signatures"].push_back(signature_json(signature));
    return json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + '\n';
}

}  // namespace qoltanba::agent
