#include "agent/verification/outline.hpp"

#include "agent/verification/outline_lines.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

using crypto::Conclusion;
using crypto::Indication;
using crypto::SubIndication;

std::string reason_text(const Error& error, Language language) {
    std::string text(message_for(error.code, language));
    if (!error.detail.empty()) text += " (" + error.detail + ")";
    return shown(text);
}

OutlineVerdict verdict_of(const Conclusion& conclusion, Language language) {
    const auto& words = words_in(language);
    OutlineVerdict verdict{.indication = conclusion.indication,
                           .word = std::string(word_of(conclusion.indication, words))};
    verdict.code = name_of(conclusion.indication);
    if (conclusion.sub_indication != SubIndication::none)
        verdict.code += ", " + std::string(name_of(conclusion.sub_indication));
    const auto sentence = sentence_of(conclusion.sub_indication, language);
    verdict.sentence = !sentence.empty()                                   ? sentence
                       : conclusion.indication == Indication::total_passed ? words.passed_long
                       : conclusion.indication == Indication::total_failed ? words.failed_long
                                                                           : words.indeterminate_long;
    for (const auto& reason : conclusion.reasons) {
        auto text = reason_text(reason, language);
        if (std::ranges::find(verdict.reasons, text) == verdict.reasons.end())
            verdict.reasons.push_back(std::move(text));
    }
    return verdict;
}

OutlinePart part_of(const crypto::SignerReport& signer, std::size_t number, Language language) {
    const auto& words = words_in(language);
    OutlinePart part{.verdict = verdict_of(signer.conclusion, language)};
    part.main.title = std::string(words.signature) + " " + std::to_string(number);
    part.main.lines = signer_lines(signer, language);
    if (!signer.chain.path.empty()) part.details.push_back(certificates_section(signer.chain, language));
    for (const auto& stamp : signer.time_stamps) part.details.push_back(stamp_section(stamp, language));
    return part;
}

OutlinePart part_of(const crypto::TimeStampReport& stamp, Language language) {
    OutlinePart part;
    part.main = stamp_section(stamp, language);
    if (!stamp.chain.path.empty()) part.details.push_back(certificates_section(stamp.chain, language));
    return part;
}

OutlinePart part_of(const crypto::StatusReport& status, Language language) {
    return {.verdict = {}, .main = status_section(status, language), .details = {}};
}

std::vector<OutlineLine> file_lines(const JudgedFile& file, const Words& words) {
    std::vector<OutlineLine> lines;
    add(lines, words.kind, name_of(file.kind));
    add(lines, file.report.at_is_given ? words.judged_at_given : words.judged_at,
        time_text(file.report.judged_at));
    if (!file.signed_digest.empty()) {
        const bool manifest = file.kind == FileKind::container;
        add(lines, words.signed_octets,
            (manifest ? "META-INF/NCAManifest.xml, " : "") + std::to_string(file.signed_size) + " " +
                std::string(words.octets));
        add(lines, words.sha256, to_hex(file.signed_digest));
    }
    return lines;
}

}  // namespace

Outline outline_of(const JudgedFile& file, std::string_view file_name, Language language) {
    const auto& words = words_in(language);
    Outline outline{.title = shown(file_name),
                    .verdict = verdict_of(file.conclusion, language),
                    .lines = file_lines(file, words),
                    .parts = {}};
    std::size_t number = 0;
    for (const auto& signer : file.report.signers)
        outline.parts.push_back(part_of(signer, ++number, language));
    // What is the file's verdict already is not said twice.
    if (number == 1 && outline.parts.front().verdict->reasons == outline.verdict.reasons &&
        outline.parts.front().verdict->code == outline.verdict.code) {
        outline.parts.front().verdict.reset();
    }
    if (file.time_stamp) outline.parts.push_back(part_of(*file.time_stamp, language));
    if (file.status) outline.parts.push_back(part_of(*file.status, language));
    for (const auto& member : file.members) {
        add(outline.lines, words.file, member_text(member, words));
    }
    return outline;
}

}  // namespace qoltanba::agent
