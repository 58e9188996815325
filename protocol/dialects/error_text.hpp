// What a page is told of an error that has no word of its own on the wire.
#pragma once

#include "crypto/base/error.hpp"

#include <string>
#include <string_view>

namespace qoltanba::protocol {

/// What a page is told of its own text: enough to find the place, however long the text is.
inline std::string shortened(std::string_view text) {
    constexpr std::size_t longest = 3000;  // octets, more than the text of a fault in XML
    if (text.size() <= longest) return std::string(text);
    auto end = longest;
    while ((static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) --end;  // not within a character
    return std::string(text.substr(0, end)) + "\u2026";
}

/// "certificate_expired: The certificate has expired.": the catalogue's name, which docs/errors.md explains,
/// and its English sentence. The error's detail stays in the agent's log.
inline std::string sentence_for(const Error& error) {
    return std::string(name_of(error.code)) + ": " + std::string(message_for(error.code, Language::en));
}

}  // namespace qoltanba::protocol
