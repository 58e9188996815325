#include "agent/ui/visible_text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace qoltanba::agent {
namespace {

struct Range {
    char32_t first, last;
};

// Characters that have no picture of their own or change the place or look of others: all that Unicode calls
// control (Cc), format (Cf, also the few with a picture), line and paragraph separator (Zl, Zp) or
// Default_Ignorable_Code_Point, which has variation selectors, fillers and tags (those behind emoji too: text
// can be hidden in them); noncharacters, the object's stand-in, and two more that look like nothing (the
// empty braille cell, a musical null).
constexpr std::array unseen{
    Range{0x0000, 0x001F},   Range{0x007F, 0x009F},   Range{0x00AD, 0x00AD},   Range{0x034F, 0x034F},
    Range{0x0600, 0x0605},   Range{0x061C, 0x061C},   Range{0x06DD, 0x06DD},   Range{0x070F, 0x070F},
    Range{0x0890, 0x0891},   Range{0x08E2, 0x08E2},   Range{0x115F, 0x1160},   Range{0x17B4, 0x17B5},
    Range{0x180B, 0x180F},   Range{0x200B, 0x200F},   Range{0x2028, 0x202E},   Range{0x2060, 0x206F},
    Range{0x2800, 0x2800},   Range{0x3164, 0x3164},   Range{0xFDD0, 0xFDEF},   Range{0xFE00, 0xFE0F},
    Range{0xFEFF, 0xFEFF},   Range{0xFFA0, 0xFFA0},   Range{0xFFF0, 0xFFFC},   Range{0x110BD, 0x110BD},
    Range{0x110CD, 0x110CD}, Range{0x13430, 0x1343F}, Range{0x1BCA0, 0x1BCA3}, Range{0x1D159, 0x1D159},
    Range{0x1D173, 0x1D17A}, Range{0xE0000, 0xE0FFF},
};

bool is_unseen(char32_t character) {
    if ((character & 0xFFFEU) == 0xFFFEU) return true;  // the last two of each plane are noncharacters
    const auto* range = std::find_if(unseen.begin(), unseen.end(), [character](const Range& candidate) {
        return character <= candidate.last;
    });
    return range != unseen.end() && character >= range->first;
}

bool is_continuation(char octet) {
    return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U;
}

struct Decoded {
    char32_t character = 0;
    std::size_t length = 0;  ///< 0: these octets are no UTF-8
};

/// The first character of a text that is not empty (RFC 3629: no overlong forms, no surrogates).
Decoded decode(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    if (lead < 0x80U) return {lead, 1};
    const std::size_t length = lead >= 0xF0U ? 4 : lead >= 0xE0U ? 3 : 2;
    if (lead < 0xC2U || lead > 0xF4U || text.size() < length) return {};
    char32_t character = lead & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if (!is_continuation(text[i])) return {};
        character = (character << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < smallest.at(length) || character > 0x10FFFF || surrogate) return {};
    return {character, length};
}

/// ⟨U+202E⟩
void append_number(std::string& out, char32_t character) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    out += "\u27E8U+";
    int shift = 12;
    while (shift < 20 && (character >> static_cast<unsigned>(shift + 4)) != 0) shift += 4;
    for (; shift >= 0; shift -= 4) out += digits[(character >> static_cast<unsigned>(shift)) & 0xFU];
    out += "\u27E9";
}

std::string made_visible(std::string_view text, std::string_view kept) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto [character, length] = decode(text);
        if (length == 0) {
            out += "\uFFFD";
            text.remove_prefix(1);
            continue;
        }
        if (is_unseen(character) && kept.find(text.front()) == std::string_view::npos) {
            append_number(out, character);
        } else {
            out += text.substr(0, length);
        }
        text.remove_prefix(length);
    }
    return out;
}

}  // namespace

std::string visible_text(std::string_view text) {
    // The carriage return of a CR LF pair says nothing more than the line feed; alone it could overwrite a
    // line in a terminal and is written out.
    std::string lines;
    lines.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r' || i + 1 == text.size() || text[i + 1] != '\n') lines += text[i];
    }
    return made_visible(lines, "\n\t");
}

std::string visible_line(std::string_view text) {
    return made_visible(text, {});
}

bool is_readable_text(std::string_view octets) {
    while (!octets.empty()) {
        const auto [character, length] = decode(octets);
        const bool control = character < 0x20 && character != '\t' && character != '\n' && character != '\r';
        if (length == 0 || control) return false;
        octets.remove_prefix(length);
    }
    return true;
}

std::string_view utf8_prefix(std::string_view text, std::size_t limit) {
    if (text.size() <= limit) return text;
    while (limit > 0 && is_continuation(text[limit])) --limit;
    return text.substr(0, limit);
}

}  // namespace qoltanba::agent
