#include "crypto/signatures/xml_text.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::crypto {
namespace {

struct Range {
    char32_t first, last;
};

constexpr std::array name_starts{
    Range{':', ':'},       Range{'A', 'Z'},       Range{'_', '_'},       Range{'a', 'z'},
    Range{0xC0, 0xD6},     Range{0xD8, 0xF6},     Range{0xF8, 0x2FF},    Range{0x370, 0x37D},
    Range{0x37F, 0x1FFF},  Range{0x200C, 0x200D}, Range{0x2070, 0x218F}, Range{0x2C00, 0x2FEF},
    Range{0x3001, 0xD7FF}, Range{0xF900, 0xFDCF}, Range{0xFDF0, 0xFFFD},
};

constexpr std::array name_continuations{
    Range{'-', '-'},   Range{'.', '.'},     Range{'0', '9'},
    Range{0xB7, 0xB7}, Range{0x300, 0x36F}, Range{0x203F, 0x2040},
};

bool is_in(const auto& ranges, char32_t c) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [c](Range range) { return c >= range.first && c <= range.last; });
}

}  // namespace

bool is_xml_character(char32_t c) {
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) ||
           (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

bool is_name_start(char32_t c) {
    return is_in(name_starts, c);
}

bool is_name_character(char32_t c) {
    return is_name_start(c) || is_in(name_continuations, c);
}

void append_utf8(std::string& to, char32_t character) {
    const auto octet = [&to](char32_t value) { to += static_cast<char>(static_cast<unsigned char>(value)); };
    const auto continuation = [&](unsigned shift) { octet(0x80U | ((character >> shift) & 0x3FU)); };
    if (character < 0x80) return octet(character);
    if (character < 0x800) {
        octet(0xC0U | (character >> 6U));
        return continuation(0);
    }
    if (character < 0x10000) {
        octet(0xE0U | (character >> 12U));
    } else {
        octet(0xF0U | (character >> 18U));
        continuation(12);
    }
    continuation(6);
    continuation(0);
}

XmlCursor::Decoded XmlCursor::decode() const {
    const auto octet = [this](std::size_t i) {
        return position_ + i < text_.size() ? static_cast<unsigned char>(text_[position_ + i]) : 0U;
    };
    const unsigned first = octet(0);
    if (first < 0x80) return {first, 1};
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    char32_t character = first & (0x7FU >> length);
    for (std::size_t i = 1; i < length; ++i) {
        if ((octet(i) & 0xC0U) != 0x80U) return {0xFFFD, 1};
        character = (character << 6U) | (octet(i) & 0x3FU);
    }
    const bool overlong = character < smallest[length] || first < 0xC2 || first > 0xF4;
    return overlong ? Decoded{0xFFFD, 1} : Decoded{character, length};
}

char32_t XmlCursor::peek() const {
    if (position_ == text_.size()) return end;
    const char32_t c = decode().character;
    return c == '\r' ? '\n' : c;
}

void XmlCursor::advance() {
    if (position_ == text_.size()) return;
    const auto [character, octets] = decode();
    position_ += octets;
    if (character == '\r' && position_ < text_.size() && text_[position_] == '\n') ++position_;
    if (character == '\n' || character == '\r') {
        ++line_;
        column_ = 1;
    } else {
        column_ += character > 0xFFFF ? 2 : 1;
    }
}

bool XmlCursor::skip(std::string_view text) {
    if (!rest().starts_with(text)) return false;
    for (const std::size_t after = position_ + text.size(); position_ < after;) advance();
    return true;
}

}  // namespace qoltanba::crypto
