#include "protocol/json/lenient_json.hpp"

#include "protocol/json/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

namespace qoltanba::protocol {
namespace {

constexpr bool ends_bare_word(char c) {
    return static_cast<unsigned char>(c) < ' ' ||
           std::string_view(",:]}/\\\"[{;=#").find(c) != std::string_view::npos;
}

/// A number if org.json takes the word for one: an integer in its shortest form, or a finite decimal
/// fraction.
std::optional<JsonValue> number_of(std::string_view word) {
    const auto whole = [&](auto value) -> std::optional<JsonValue> {
        const auto [end, fault] = std::from_chars(word.data(), word.data() + word.size(), value);
        if (fault != std::errc{} || end != word.data() + word.size()) return std::nullopt;
        return JsonValue{value};
    };
    if (word == "-0" || word.find_first_of(".eE") != std::string_view::npos) {
        auto number = whole(0.0);
        return number && std::isfinite(std::get<double>(number->value)) ? number : std::nullopt;
    }
    auto number = whole(std::int64_t{0});
    return number && std::to_string(std::get<std::int64_t>(number->value)) == word ? number : std::nullopt;
}

JsonValue value_of_bare_word(std::string_view word) {
    if (equals_ignoring_case(word, "true")) return {true};
    if (equals_ignoring_case(word, "false")) return {false};
    if (equals_ignoring_case(word, "null")) return {};
    if ((word.front() >= '0' && word.front() <= '9') || word.front() == '-') {
        if (auto number = number_of(word)) return *std::move(number);
    }
    return {word};
}

class Reader {
  public:
    Reader(std::string_view text, JsonLimits limits, std::deque<std::string>& unescaped)
        : text_(text), limits_(limits), unescaped_(unescaped) {}

    Result<JsonValue> document() {
        if (next_clean() != '{') return fault("A JSONObject text must begin with '{'");
        return object(1);
    }

  private:
    // One character at a time, as the original's tokener: the end of the text reads as NUL and can be stepped
    // back over like any other character.
    char next() {
        const char c = at_ < text_.size() ? text_[at_] : '\0';
        ++at_;
        return c;
    }
    void back() { --at_; }
    char next_clean() {
        char c = next();
        while (c != '\0' && static_cast<unsigned char>(c) <= ' ') c = next();
        return c;
    }

    Result<JsonValue> value(unsigned depth);
    Result<JsonValue> object(unsigned depth);
    Result<JsonValue> array(unsigned depth);
    Result<JsonValue> bare_word();
    Result<std::string_view> name(unsigned depth);
    Result<std::string_view> quoted(char quote);
    Result<std::string_view> quoted_with_escapes(char quote, std::size_t start);
    Result<void> escape(std::string& to);
    Result<char32_t> numeric_escape();
    std::optional<char32_t> hex_digits(std::size_t at) const;

    std::string_view keep(std::string text) { return unescaped_.emplace_back(std::move(text)); }
    Error fault(std::string_view what) const;

    std::string_view text_;
    JsonLimits limits_;
    std::deque<std::string>& unescaped_;
    std::size_t at_ = 0;
    std::size_t values_ = 0;
};

/// Places are counted as the original counts them: in UTF-16 units, the character that was read last
/// included.
Error Reader::fault(std::string_view what) const {
    std::size_t index = 0;
    std::size_t character = 1;
    std::size_t line = 1;
    char previous = '\0';
    for (std::size_t i = 0; i < at_; ++i) {
        const char c = i < text_.size() ? text_[i] : '\0';
        const auto octet = static_cast<unsigned char>(c);
        if ((octet & 0xC0U) == 0x80) continue;  // not the first octet of its character
        const std::size_t units = octet >= 0xF0 ? 2 : 1;
        index += units;
        if (previous == '\r') {
            ++line;
            character = c == '\n' ? 0 : 1;
        } else if (c == '\n') {
            ++line;
            character = 0;
        } else {
            character += units;
        }
        previous = c;
    }
    return fail(ErrorCode::malformed_json, std::string(what) + " at " + std::to_string(index) +
                                               " [character " + std::to_string(character) + " line " +
                                               std::to_string(line) + "]");
}

Result<JsonValue> Reader::value(unsigned depth) {
    if (++values_ > limits_.values) return fault("Too many values");
    const char c = next_clean();
    switch (c) {
        case '"':
        case '\'': {
            QOLTANBA_TRY(const auto text, quoted(c));
            return JsonValue{text};
        }
        case '{':
            return object(depth + 1);
        case '[':
            return array(depth + 1);
        default:
            back();
            return bare_word();
    }
}

Result<JsonValue> Reader::bare_word() {
    const std::size_t start = at_;
    while (!ends_bare_word(next())) {
    }
    back();
    auto word = text_.substr(start, at_ - start);
    word = word.substr(0, word.find_last_not_of(' ') + 1);
    if (word.empty()) return fault("Missing value");
    return value_of_bare_word(word);
}

/// A key may be any value; its text counts. That of an object escapes the keys inside, so that objects in
/// place of keys, one in another, would double it with each level.
Result<std::string_view> Reader::name(unsigned depth) {
    constexpr std::size_t longest_made = 256;  // octets; a number has 24 at most
    QOLTANBA_TRY(const auto key, value(depth));
    if (const auto* text = key.as_string()) return *text;
    auto made = to_text(key);
    if (made.size() > longest_made) return fault("Too long a key");
    return keep(std::move(made));
}

Result<JsonValue> Reader::object(unsigned depth) {
    if (depth > limits_.depth) return fault("Nested too deeply");
    JsonValue::Object members;
    for (bool more = true; more;) {
        const char first = next_clean();
        if (first == '}') break;
        if (first == '\0') return fault("A JSONObject text must end with '}'");
        back();
        QOLTANBA_TRY(const auto key, name(depth));
        if (next_clean() != ':') return fault("Expected a ':' after a key");
        QOLTANBA_TRY(auto member, value(depth));
        members.push_back({key, std::move(member)});
        switch (next_clean()) {
            case ',':
            case ';':
                break;
            case '}':
                more = false;
                break;
            default:
                return fault("Expected a ',' or '}'");
        }
    }
    std::sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    const auto twice = std::adjacent_find(members.begin(), members.end(),
                                          [](const auto& a, const auto& b) { return a.name == b.name; });
    if (twice != members.end()) {
        return fail(ErrorCode::malformed_json, "Duplicate key \"" + std::string(twice->name) + "\"");
    }
    return JsonValue{std::move(members)};
}

Result<JsonValue> Reader::array(unsigned depth) {
    if (depth > limits_.depth) return fault("Nested too deeply");
    JsonValue::Array elements;
    if (next_clean() == ']') return JsonValue{std::move(elements)};
    back();
    for (;;) {
        if (next_clean() == ',') {
            if (++values_ > limits_.values) return fault("Too many values");
            elements.emplace_back();
        } else {
            back();
            QOLTANBA_TRY(auto element, value(depth));
            elements.push_back(std::move(element));
            const char after = next_clean();
            if (after == ']') break;
            if (after != ',') return fault("Expected a ',' or ']'");
        }
        if (next_clean() == ']') break;
        back();
    }
    return JsonValue{std::move(elements)};
}

Result<std::string_view> Reader::quoted(char quote) {
    const std::size_t start = at_;
    for (; at_ < text_.size(); ++at_) {
        const char c = text_[at_];
        if (c == quote) return text_.substr(start, at_++ - start);
        if (c == '\\') return quoted_with_escapes(quote, start);
        if (c == '\n' || c == '\r' || c == '\0') break;
    }
    ++at_;
    return fault("Unterminated string");
}

Result<std::string_view> Reader::quoted_with_escapes(char quote, std::size_t start) {
    std::string text;
    for (std::size_t from = start; at_ < text_.size();) {
        const char c = text_[at_];
        if (c == '\n' || c == '\r' || c == '\0') break;
        if (c == quote || c == '\\') {
            text.append(text_.substr(from, at_ - from));
            ++at_;
            if (c == quote) return keep(std::move(text));
            QOLTANBA_CHECK(escape(text));
            from = at_;
        } else {
            ++at_;
        }
    }
    ++at_;
    return fault("Unterminated string");
}

Result<void> Reader::escape(std::string& to) {
    const char c = next();
    switch (c) {
        case 'b':
            to.push_back('\b');
            return {};
        case 't':
            to.push_back('\t');
            return {};
        case 'n':
            to.push_back('\n');
            return {};
        case 'f':
            to.push_back('\f');
            return {};
        case 'r':
            to.push_back('\r');
            return {};
        case '"':
        case '\'':
        case '\\':
        case '/':
            to.push_back(c);
            return {};
        case 'u': {
            QOLTANBA_TRY(const auto code_point, numeric_escape());
            append_utf8(to, code_point);
            return {};
        }
        default:
            return fault("Illegal escape.");
    }
}

/// After `\u`. A high surrogate takes the escape of the low one that follows it (RFC 8259, 7).
Result<char32_t> Reader::numeric_escape() {
    constexpr std::size_t digits = 4;
    if (text_.size() - at_ < digits) {
        at_ = text_.size() + 1;
        return fault("Substring bounds error");
    }
    const auto unit = hex_digits(at_);
    at_ += digits;
    if (!unit) return fault("Illegal escape.");
    const bool is_high = *unit >= 0xD800 && *unit < 0xDC00;
    if (!is_high || text_.substr(at_, 2) != "\\u") return *unit;
    const auto low = hex_digits(at_ + 2);
    if (!low || *low < 0xDC00 || *low > 0xDFFF) return *unit;
    at_ += 2 + digits;
    return 0x10000 + ((*unit - 0xD800) << 10U) + (*low - 0xDC00);
}

std::optional<char32_t> Reader::hex_digits(std::size_t at) const {
    const auto digits = text_.substr(at, 4);
    std::uint32_t value = 0;
    const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
    if (digits.size() != 4 || fault != std::errc{} || end != digits.data() + digits.size())
        return std::nullopt;
    return value;
}

}  // namespace

Result<JsonDocument> read_lenient_json(std::string_view text, JsonLimits limits) {
    if (!is_utf8(text)) return fail(ErrorCode::malformed_json, "The text is not UTF-8");
    JsonDocument document;
    QOLTANBA_TRY(document.root, Reader(text, limits, document.unescaped).document());
    return document;
}

}  // namespace qoltanba::protocol
