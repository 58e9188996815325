// Base64 (RFC 4648, section 4) and the armour around it (RFC 7468).
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <string>
#include <string_view>

namespace qoltanba {

/// One line, padded.
std::string to_base64(BytesView bytes);

/// Lines of `width` characters, each ended by '\n'.
std::string to_base64_lines(BytesView bytes, std::size_t width = 64);

/// Strict alphabet; white space between characters is skipped, padding may be left out at the end.
/// Error: malformed_base64, whose detail is "Illegal base64 character <hex>" with the octet at fault, or
/// names the other fault, in the words of the Java decoder that pages know.
Result<Bytes> from_base64(std::string_view text);

/// "-----BEGIN label-----", lines of 64 characters, "-----END label-----", '\n' after each.
std::string to_pem(std::string_view label, BytesView bytes);

/// The octets of the first armoured block, whatever its label; a text without armour is read as base64.
Result<Bytes> from_pem(std::string_view text);

}  // namespace qoltanba
