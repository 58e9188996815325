#include "crypto/der/text.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace qoltanba::crypto::der {
namespace {

Error malformed(std::string detail) {
    return fail(ErrorCode::malformed_der, std::move(detail));
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Ten digits MMDDHHMMSS in this year.
Result<Time> time_in_year(int year, std::string_view text) {
    const auto pair = [text](std::size_t at) {
        return static_cast<unsigned>((text[at] - '0') * 10 + (text[at + 1] - '0'));
    };
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{pair(0)},
                                           std::chrono::day{pair(2)}};
    if (!date.ok() || pair(4) > 23 || pair(6) > 59 || pair(8) > 59)
        return malformed("a time that does not exist");
    return Time{std::chrono::sys_days{date}} + std::chrono::hours{pair(4)} + std::chrono::minutes{pair(6)} +
           std::chrono::seconds{pair(8)};
}

/// The digits of a time that must end with 'Z'.
Result<std::string_view> digits_before_z(std::string_view text, std::size_t count) {
    if (text.size() != count + 1 || text.back() != 'Z') return malformed("a time not in the one form of DER");
    text.remove_suffix(1);
    if (!std::all_of(text.begin(), text.end(), is_digit)) return malformed("a time with other than digits");
    return text;
}

void append_utf8(std::string& to, char32_t c) {
    const auto push = [&to](char32_t octet) { to.push_back(static_cast<char>(octet)); };
    if (c < 0x80) {
        push(c);
    } else if (c < 0x800) {
        push(0xC0U | c >> 6U);
        push(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        push(0xE0U | c >> 12U);
        push(0x80U | (c >> 6U & 0x3FU));
        push(0x80U | (c & 0x3FU));
    } else {
        push(0xF0U | c >> 18U);
        push(0x80U | (c >> 12U & 0x3FU));
        push(0x80U | (c >> 6U & 0x3FU));
        push(0x80U | (c & 0x3FU));
    }
}

bool is_surrogate(char32_t c) {
    return c >= 0xD800 && c <= 0xDFFF;
}

/// The octets of the well-formed character at the front (Unicode, table 3-7); 0 if it is not well formed.
std::size_t utf8_character(BytesView rest) {
    const auto lead = rest.front();
    if (lead == 0) return 0;
    if (lead < 0x80) return 1;
    const std::size_t size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (lead < 0xC2 || lead > 0xF4 || size > rest.size()) return 0;
    char32_t c = lead & (0x7FU >> size);
    for (const auto octet : rest.subspan(1, size - 1)) {
        if ((octet & 0xC0U) != 0x80U) return 0;
        c = c << 6U | (octet & 0x3FU);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    return c < smallest[size] || is_surrogate(c) || c > 0x10FFFF ? 0 : size;
}

}  // namespace

Result<Time> utc_time(std::string_view text) {
    QOLTANBA_TRY(const auto digits, digits_before_z(text, 12));
    const int year = (digits[0] - '0') * 10 + (digits[1] - '0');
    return time_in_year(year < 50 ? 2000 + year : 1900 + year, digits.substr(2));
}

Result<Time> generalized_time(std::string_view text) {
    std::string whole(text);
    if (text.size() > 16 && text[14] == '.' && text.back() == 'Z') {
        const auto fraction = text.substr(15, text.size() - 16);
        if (!std::all_of(fraction.begin(), fraction.end(), is_digit))
            return malformed("a fraction with other than digits");
        whole = std::string(text.substr(0, 14)) + 'Z';
    }
    QOLTANBA_TRY(const auto digits, digits_before_z(whole, 14));
    int year = 0;
    for (const char c : digits.substr(0, 4)) year = year * 10 + (c - '0');
    return time_in_year(year, digits.substr(4));
}

Result<std::string> utf8(BytesView octets) {
    for (auto rest = octets; !rest.empty();) {
        const auto size = utf8_character(rest);
        if (size == 0) return malformed("a text that is not UTF-8");
        rest = rest.subspan(size);
    }
    return std::string(text_of(octets));
}

Result<std::string> ascii(BytesView octets) {
    for (const auto octet : octets) {
        if (octet == 0 || octet >= 0x80) return malformed("a text that is not ASCII");
    }
    return std::string(text_of(octets));
}

Result<std::string> latin_1(BytesView octets) {
    std::string text;
    for (const auto octet : octets) {
        if (octet == 0) return malformed("a text with U+0000");
        append_utf8(text, octet);
    }
    return text;
}

Result<std::string> utf_16(BytesView octets) {
    if (octets.size() % 2 != 0) return malformed("a BMPString of an odd number of octets");
    const auto unit = [octets](std::size_t at) {
        return static_cast<char32_t>(octets[at] << 8U | octets[at + 1]);
    };
    std::string text;
    for (std::size_t at = 0; at < octets.size(); at += 2) {
        char32_t c = unit(at);
        if (c == 0) return malformed("a text with U+0000");
        if (is_surrogate(c)) {
            const bool pair =
                c < 0xDC00 && at + 2 < octets.size() && unit(at + 2) >= 0xDC00 && unit(at + 2) <= 0xDFFF;
            if (!pair) return malformed("half a surrogate pair");
            at += 2;
            c = 0x10000 + ((c - 0xD800) << 10U) + (unit(at) - 0xDC00);
        }
        append_utf8(text, c);
    }
    return text;
}

}  // namespace qoltanba::crypto::der
