// Byte strings: the vocabulary every room speaks. Vocabulary types live in namespace qoltanba itself.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace qoltanba {

using Bytes = std::vector<std::uint8_t>;
using BytesView = std::span<const std::uint8_t>;

/// The octets of a text, as they stand (no conversion, no terminator).
inline BytesView bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// The text whose octets these are; the caller knows that they are text.
inline std::string_view text_of(BytesView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline Bytes copy_of(BytesView bytes) {
    return {bytes.begin(), bytes.end()};
}

/// Lower-case hex, two digits an octet.
std::string to_hex(BytesView bytes);

/// Octets of a hex text of even length, upper or lower case; nothing for anything else.
std::optional<Bytes> from_hex(std::string_view hex);

void append(Bytes& to, BytesView more);

}  // namespace qoltanba
