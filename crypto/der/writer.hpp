// Builds DER (ITU-T X.690, 10 and 11) from the inside out: each function returns a whole element.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "crypto/base/clock.hpp"
#include "crypto/der/reader.hpp"

namespace qoltanba::crypto::der {

/// Identifier, minimal length, content.
Bytes element(Tag tag, BytesView content);

/// An element of these elements, in this order.
Bytes sequence(std::initializer_list<BytesView> parts);
Bytes sequence(const std::vector<Bytes>& parts);
/// SET OF: sorted as X.690, 11.6 demands.
Bytes set_of(std::vector<Bytes> parts);
/// [n] EXPLICIT around one or more whole elements.
Bytes explicit_tag(unsigned number, BytesView elements);

Bytes object_identifier(std::string_view dotted);
Bytes null();
Bytes boolean(bool value);
Bytes integer(std::int64_t value);
/// An INTEGER from unsigned big-endian octets.
Bytes unsigned_integer(BytesView big_endian);
Bytes octet_string(BytesView octets);
Bytes bit_string(BytesView octets);
Bytes utf8_string(std::string_view text);
Bytes printable_string(std::string_view text);
/// UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280, 4.1.2.5; RFC 5652, 11.3).
Bytes time(Time time);

}  // namespace qoltanba::crypto::der
