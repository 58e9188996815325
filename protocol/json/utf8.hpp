// UTF-8 (RFC 3629), one code point at a time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace qoltanba::protocol {

constexpr char32_t replacement_character = U'\uFFFD';

/// One decoded code point. A faulty octet counts as one that stands for itself: `valid` is false, `length` 1.
struct CodePoint {
    char32_t value = replacement_character;
    std::size_t length = 1;  ///< octets it took
    bool valid = false;
};

/// The code point that starts at `at`, which must lie inside `text`. Overlong forms, surrogates and values
/// beyond U+10FFFF are faulty.
CodePoint decode_utf8(std::string_view text, std::size_t at);

/// Whether all of `text` is well-formed.
bool is_utf8(std::string_view text);

/// A surrogate or a value beyond U+10FFFF becomes the replacement character.
void append_utf8(std::string& to, char32_t code_point);

}  // namespace qoltanba::protocol
