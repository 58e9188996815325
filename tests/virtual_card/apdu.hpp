// Command and response APDUs of the short form (ISO/IEC 7816-4, 5.1), which is all that PIV cards speak.
#pragma once

#include "crypto/base/bytes.hpp"

#include <optional>

namespace qoltanba::test {

struct CommandApdu {
    std::uint8_t cla = 0, ins = 0, p1 = 0, p2 = 0;
    Bytes data{};
    std::size_t expected = 0;  ///< Ne: octets that the answer may have, 256 for an Le of 00; 0 without Le

    /// Nothing where the lengths do not add up, or the form is the extended one.
    static std::optional<CommandApdu> read(BytesView octets);

    [[nodiscard]] bool is_chained() const { return (cla & 0x10U) != 0; }
};

/// Status words (ISO/IEC 7816-4, 5.1.3; SP 800-73-4 part 2, 3).
namespace status {
constexpr std::uint16_t ok = 0x9000;
constexpr std::uint16_t more_follows = 0x6100;  ///< low octet: how many more, 00 for 256 or more
constexpr std::uint16_t tries_left = 0x63C0;    ///< low nibble: how many
constexpr std::uint16_t wrong_length = 0x6700;
constexpr std::uint16_t chain_broken = 0x6883;
constexpr std::uint16_t not_authorised = 0x6982;
constexpr std::uint16_t blocked = 0x6983;
constexpr std::uint16_t wrong_data = 0x6A80;
constexpr std::uint16_t not_found = 0x6A82;
constexpr std::uint16_t wrong_parameters = 0x6A86;
constexpr std::uint16_t reference_not_found = 0x6A88;
constexpr std::uint16_t unknown_instruction = 0x6D00;
constexpr std::uint16_t unknown_class = 0x6E00;
constexpr std::uint16_t no_explanation = 0x6F00;
}  // namespace status

struct ResponseApdu {
    Bytes data{};
    std::uint16_t status = status::ok;

    [[nodiscard]] Bytes octets() const;
};

}  // namespace qoltanba::test
