// Identifier and length octets, shared by the strict reader and the BER converter.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <cstdint>
#include <optional>

namespace qoltanba::crypto::der {

struct Header {
    std::uint8_t identifier = 0;
    std::size_t size = 0;               ///< octets of identifier and length together
    std::optional<std::size_t> length;  ///< nothing for the indefinite form (X.690, 8.1.3.6)
    bool minimal = true;  ///< whether the length stands in as few octets as can be (X.690, 10.1)

    [[nodiscard]] bool constructed() const { return (identifier & 0x20U) != 0; }
};

/// The header at the front of these octets. A definite length never runs past their end. Error:
/// malformed_der, also for tag numbers above 30, which nothing here uses.
Result<Header> read_header(BytesView input);

/// The same where only the first octets of an input of this size are at hand; its header is among them.
Result<Header> read_header(BytesView front, std::size_t input_size);

/// Appends an identifier and a minimal definite length.
void append_header(Bytes& to, std::uint8_t identifier, std::size_t length);

}  // namespace qoltanba::crypto::der
