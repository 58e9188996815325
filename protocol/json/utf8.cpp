#include "protocol/json/utf8.hpp"

#include <cstdint>

namespace qoltanba::protocol {
namespace {

/// What a lead octet says (RFC 3629, 3): how long the sequence is, its own bits, the least value it may hold.
struct Lead {
    std::size_t length;
    std::uint8_t bits;
    char32_t least;
};

constexpr Lead lead_of(std::uint8_t octet) {
    if (octet < 0x80) return {1, octet, 0};
    if ((octet & 0xE0U) == 0xC0) return {2, static_cast<std::uint8_t>(octet & 0x1FU), 0x80};
    if ((octet & 0xF0U) == 0xE0) return {3, static_cast<std::uint8_t>(octet & 0x0FU), 0x800};
    if ((octet & 0xF8U) == 0xF0) return {4, static_cast<std::uint8_t>(octet & 0x07U), 0x10000};
    return {0, 0, 0};
}

constexpr bool is_scalar_value(char32_t value) {
    return value < 0xD800 || (value > 0xDFFF && value <= 0x10FFFF);
}

constexpr std::uint8_t octet_at(std::string_view text, std::size_t at) {
    return static_cast<std::uint8_t>(text[at]);
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t at) {
    const Lead lead = lead_of(octet_at(text, at));
    if (lead.length == 0 || text.size() - at < lead.length) return {};
    char32_t value = lead.bits;
    for (std::size_t i = 1; i < lead.length; ++i) {
        const auto octet = octet_at(text, at + i);
        if ((octet & 0xC0U) != 0x80) return {};
        value = value << 6U | (octet & 0x3FU);
    }
    if (value < lead.least || !is_scalar_value(value)) return {};
    return {value, lead.length, true};
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        if (octet_at(text, at) < 0x80) {  // nearly all of a request
            ++at;
            continue;
        }
        const auto point = decode_utf8(text, at);
        if (!point.valid) return false;
        at += point.length;
    }
    return true;
}

void append_utf8(std::string& to, char32_t code_point) {
    if (!is_scalar_value(code_point)) code_point = replacement_character;
    const auto tail = [&](unsigned shift) {
        to.push_back(static_cast<char>(0x80U | ((code_point >> shift) & 0x3FU)));
    };
    if (code_point < 0x80) {
        to.push_back(static_cast<char>(code_point));
    } else if (code_point < 0x800) {
        to.push_back(static_cast<char>(0xC0U | code_point >> 6U));
        tail(0);
    } else if (code_point < 0x10000) {
        to.push_back(static_cast<char>(0xE0U | code_point >> 12U));
        tail(6);
        tail(0);
    } else {
        to.push_back(static_cast<char>(0xF0U | code_point >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

}  // namespace qoltanba::protocol
