// BER-TLV data objects as cards write them (ISO/IEC 7816-4, 5.2.2). A tag is the number that its octets make:
// 0x53, 0x5FC102.
#pragma once

#include "crypto/base/bytes.hpp"

#include <optional>

namespace qoltanba::test {

/// One data object; `value` has at most 65535 octets.
Bytes tlv(std::uint32_t tag, BytesView value);

struct Tlv {
    std::uint32_t tag;
    BytesView value;
};

/// Takes the object that `from` begins with: a tag of up to three octets, a length below 65536. Nothing, and
/// `from` as it was, where it runs past the end.
std::optional<Tlv> take_tlv(BytesView& from);

}  // namespace qoltanba::test
