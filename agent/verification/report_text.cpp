#include "agent/verification/outline.hpp"
#include "agent/verification/report.hpp"
#include "agent/verification/words.hpp"

namespace qoltanba::agent {
namespace {

void add_lines(std::string& text, const std::vector<OutlineLine>& lines, std::string_view indent) {
    for (const auto& [label, value] : lines) {
        text += indent;
        text += label + ": " + value + '\n';
    }
}

void add_verdict(std::string& text, const OutlineVerdict& verdict, std::string_view why,
                 std::string_view indent) {
    text += verdict.word + " (" + verdict.code + ")\n";
    text += std::string(indent) + verdict.sentence + '\n';
    for (const auto& reason : verdict.reasons)
        text += std::string(indent) + std::string(why) + ": " + reason + '\n';
}

}  // namespace

std::string report_text(const JudgedFile& file, std::string_view file_name, Language language) {
    const auto& words = words_in(language);
    const auto outline = outline_of(file, file_name, language);
    std::string text = outline.title + ": ";
    add_verdict(text, outline.verdict, words.why, "  ");
    add_lines(text, outline.lines, "  ");
    for (const auto& part : outline.parts) {
        text += '\n' + part.main.title + (part.verdict ? ": " : "\n");
        if (part.verdict) add_verdict(text, *part.verdict, words.why, "  ");
        add_lines(text, part.main.lines, "  ");
        for (const auto& section : part.details) {
            text += "  " + section.title + '\n';
            add_lines(text, section.lines, "    ");
        }
    }
    return text;
}

}  // namespace qoltanba::agent
