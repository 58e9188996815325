#include "protocol/json/json_text.hpp"

#include "protocol/json/utf8.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace qoltanba::protocol {
namespace {

/// The escape of an ASCII character that has a short one; 0 for all others.
constexpr char short_escape(char c) {
    switch (c) {
        case '"':
        case '\\':
            return c;
        case '\b':
            return 'b';
        case '\t':
            return 't';
        case '\n':
            return 'n';
        case '\f':
            return 'f';
        case '\r':
            return 'r';
        default:
            return 0;
    }
}

constexpr bool is_escaped(char32_t c) {
    return c < 0x20 || (c >= 0x80 && c < 0xA0) || (c >= 0x2000 && c < 0x2100);
}

constexpr bool stands_for_itself(char c) {
    return c >= 0x20 && static_cast<unsigned char>(c) < 0x80 && c != '"' && c != '\\' && c != '/';
}

void append_numeric_escape(std::string& to, char32_t c) {
    constexpr std::string_view digits = "0123456789abcdef";
    to += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) to.push_back(digits[(c >> shift) & 0x0FU]);
}

void append_escaped(std::string& to, std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && stands_for_itself(text[end])) ++end;
        to.append(text.substr(at, end - at));
        at = end;
        if (at == text.size()) return;

        const auto point = decode_utf8(text, at);
        if (text[at] == '/') {
            to += at > 0 && text[at - 1] == '<' ? "\\/" : "/";
        } else if (const char letter = short_escape(text[at]); letter != 0) {
            to.append({'\\', letter});
        } else if (is_escaped(point.value)) {
            append_numeric_escape(to, point.value);
        } else {
            append_utf8(to, point.value);
        }
        at += point.length;
    }
}

}  // namespace

void JsonText::separate() {
    if (!first_) text_.push_back(',');
    first_ = false;
}

JsonText& JsonText::open(char bracket) {
    separate();
    text_.push_back(bracket);
    first_ = true;
    return *this;
}

JsonText& JsonText::close(char bracket) {
    text_.push_back(bracket);
    first_ = false;
    return *this;
}

JsonText& JsonText::key(std::string_view name) {
    string(name);
    text_.push_back(':');
    first_ = true;  // the value follows without a comma
    return *this;
}

JsonText& JsonText::string(std::string_view value) {
    separate();
    text_.reserve(text_.size() + value.size() + 2);
    text_.push_back('"');
    append_escaped(text_, value);
    text_.push_back('"');
    return *this;
}

JsonText& JsonText::bare(std::string_view text) {
    separate();
    text_ += text;
    return *this;
}

JsonText& JsonText::number(double value) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    bare({digits.data(), static_cast<std::size_t>(end - digits.data())});
    // A fraction stays one: without a point it would be read as an integer, or as a text where it is too
    // long.
    if (std::find_if(digits.data(), end, [](char c) { return c == '.' || c == 'e'; }) == end) text_ += ".0";
    return *this;
}

}  // namespace qoltanba::protocol
