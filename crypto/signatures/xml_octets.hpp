// Octets of a UTF-8 XML text by what a reader does with them, and the loops over those it just passes.
//
// Every text here ends in '>'. All loops stop at '>', so that none has to look for the end of the text as
// well.
#pragma once

#include "crypto/signatures/xml_text.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace qoltanba::crypto::xml_octets {

using Class = std::array<bool, 256>;

/// What cannot be passed over unseen anywhere: controls, and the octets of characters outside ASCII.
constexpr Class attention(std::string_view more) {
    Class octets{};
    for (std::size_t octet = 0; octet < octets.size(); ++octet) octets[octet] = octet < 0x20 || octet >= 0x80;
    octets['\t'] = octets['\n'] = false;
    for (const char c : more) octets[static_cast<unsigned char>(c)] = true;
    return octets;
}

constexpr Class every(std::string_view chosen) {
    Class octets{};
    for (const char c : chosen) octets[static_cast<unsigned char>(c)] = true;
    return octets;
}

inline constexpr Class in_text = attention("<&>\r");
inline constexpr Class in_value = attention("<&>\"'\t\n\r");
inline constexpr Class in_data = attention(">");  ///< of comments, CDATA sections and instructions
inline constexpr Class name_start = every("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");
inline constexpr Class name_more = every("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz0123456789-.");
inline constexpr Class space = every(" \t\r\n");

inline bool is(const Class& octets, char c) {
    return octets[static_cast<unsigned char>(c)];
}

inline bool is_outside_ascii(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}

/// To the next octet that is one of these; '>' must be among them.
inline const char* to_next(const char* at, const Class& octets) {
    for (;; at += 4) {
        if (is(octets, at[0])) return at;
        if (is(octets, at[1])) return at + 1;
        if (is(octets, at[2])) return at + 2;
        if (is(octets, at[3])) return at + 3;
    }
}

/// Past all octets that are such; '>' must not be one.
inline const char* past(const char* at, const Class& octets) {
    for (;; at += 4) {
        if (!is(octets, at[0])) return at;
        if (!is(octets, at[1])) return at + 1;
        if (!is(octets, at[2])) return at + 2;
        if (!is(octets, at[3])) return at + 3;
    }
}

/// To the next octet that text cannot pass over, if it is one of the next sixteen; else nullptr. The octets
/// are walked, for the processor guesses where short runs end.
inline const char* near_stop_in_text(const char* at) {
    for (int walked = 0; walked < 4; ++walked, at += 4) {
        if (is(in_text, at[0])) return at;
        if (is(in_text, at[1])) return at + 1;
        if (is(in_text, at[2])) return at + 2;
        if (is(in_text, at[3])) return at + 3;
    }
    return nullptr;
}

/// Sixteen octets, in vectors that GCC and Clang have for every processor.
using Octets = signed char __attribute__((vector_size(16)));
using Halves = std::int64_t __attribute__((vector_size(16)));

/// All bits of those of these sixteen octets that text surely passes over: the graphic ones of ASCII without
/// markup, and line feeds. Tabs are not among them: they are rare in long runs, and one more comparison is
/// not.
inline Octets plain_in_text(const char* at) {
    Octets octets;
    std::memcpy(&octets, at, sizeof octets);
    const auto graphic = octets >= ' ';                           // octets from 0x80 on are negative here
    const auto markup = (octets == '&') | ((octets | 2) == '>');  // '<' and '>' differ in this bit
    return (graphic ^ markup) | (octets == '\n');
}

/// Whether all bits are set.
inline bool is_every(Octets octets) {
    const auto halves = std::bit_cast<Halves>(octets);
    return (halves[0] & halves[1]) == -1;
}

/// How many octets stand before the first one that has not all its bits set.
inline int before_other(Octets octets) {
    const auto halves = std::bit_cast<Halves>(octets);
    if constexpr (std::endian::native != std::endian::little) return 0;
    const auto low = ~static_cast<std::uint64_t>(halves[0]);
    const auto high = ~static_cast<std::uint64_t>(halves[1]);
    return (low != 0 ? std::countr_zero(low) : 64 + std::countr_zero(high)) / 8;
}

/// Whether the same octets stand at both places, one of them at least; seven more can be read behind them.
inline bool is_same(const char* a, const char* b, std::size_t size) {
    const auto word = [](const char* at) {
        std::uint64_t octets = 0;
        std::memcpy(&octets, at, sizeof octets);
        return octets;
    };
    for (; size > 8; a += 8, b += 8, size -= 8) {
        if (word(a) != word(b)) return false;
    }
    const auto differing = word(a) ^ word(b);
    const auto behind = 64 - 8 * size;
    return (std::endian::native == std::endian::little ? differing << behind : differing >> behind) == 0;
}

inline const char* past_spaces(const char* at) {
    return past(at, space);
}

/// A character outside ASCII and where it ends; nullptr if these octets are no such character of UTF-8, or
/// not one that XML allows (2.2 [2]): no surrogate, not U+FFFE or U+FFFF.
struct Character {
    char32_t code;
    const char* end;
};

inline Character character(const char* at) {
    const auto octet = [at](std::size_t i) { return static_cast<unsigned char>(at[i]); };
    const auto continues = [&](std::size_t i) { return (octet(i) & 0xC0U) == 0x80U; };
    const auto bits = [&](std::size_t i) { return char32_t{octet(i) & 0x3FU}; };
    constexpr Character none{0, nullptr};
    const char32_t first = octet(0);
    if (first < 0xC2 || first > 0xF4 || !continues(1)) return none;
    if (first < 0xE0) return {(first & 0x1FU) << 6U | bits(1), at + 2};
    if (!continues(2)) return none;
    if (first < 0xF0) {
        const char32_t code = (first & 0xFU) << 12U | bits(1) << 6U | bits(2);
        const bool allowed = code >= 0x800 && (code < 0xD800 || code > 0xDFFF) && code < 0xFFFE;
        return allowed ? Character{code, at + 3} : none;
    }
    if (!continues(3)) return none;
    const char32_t code = (first & 7U) << 18U | bits(1) << 12U | bits(2) << 6U | bits(3);
    return code >= 0x10000 && code <= 0x10FFFF ? Character{code, at + 4} : none;
}

/// Whether this stands here. `what` has no '>'.
inline bool stands(const char* at, std::string_view what) {
    for (std::size_t i = 0; i < what.size(); ++i) {
        if (at[i] != what[i]) return false;
    }
    return true;
}

/// What a reference at its '&' stands for: one of the five entities of XML itself, or a character that XML
/// allows by its number.
inline Character reference(const char* at) {
    constexpr Character none{0, nullptr};
    ++at;
    if (stands(at, "amp;")) return {U'&', at + 4};
    if (stands(at, "lt;")) return {U'<', at + 3};
    if (stands(at, "gt;")) return {U'>', at + 3};
    if (stands(at, "quot;")) return {U'"', at + 5};
    if (stands(at, "apos;")) return {U'\'', at + 5};
    if (*at++ != '#') return none;
    const unsigned base = *at == 'x' ? 16 : 10;
    if (base == 16) ++at;
    const char* first = at;
    char32_t code = 0;
    for (; code <= 0x10FFFF; ++at) {
        const char c = *at;
        const char low = static_cast<char>(c | 0x20);
        if (c >= '0' && c <= '9') {
            code = code * base + static_cast<char32_t>(c - '0');
        } else if (base == 16 && low >= 'a' && low <= 'f') {
            code = code * base + static_cast<char32_t>(low - 'a' + 10);
        } else {
            break;
        }
    }
    return at != first && *at == ';' && is_xml_character(code) ? Character{code, at + 1} : none;
}

}  // namespace qoltanba::crypto::xml_octets
