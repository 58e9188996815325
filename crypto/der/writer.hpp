// Builds DER (ITU-T X.690, 10 and 11) from the inside out: each function returns a whole element.
#pragma once

#include "crypto/base/clock.hpp"
#include "crypto/base/secret_bytes.hpp"
#include "crypto/der/reader.hpp"

#include <initializer_list>
#include <string_view>
#include <vector>

namespace qoltanba::crypto::der {

/// Identifier, minimal length, content.
Bytes element(Tag tag, BytesView content);

/// The same of parts that are secret, such as the inside of PKCS#8: no plain copy of them is made.
SecretBytes secret_element(Tag tag, std::initializer_list<BytesView> parts);

/// An element of these elements, in this order.
Bytes sequence(std::initializer_list<BytesView> parts);
Bytes sequence(const std::vector<Bytes>& parts);
/// SET OF: sorted as X.690, 11.6 demands.
Bytes set_of(std::vector<Bytes> parts);
/// [n] IMPLICIT: the same element under another tag.
Bytes retagged(Bytes element, Tag tag);
/// [n] EXPLICIT around one or more whole elements.
Bytes explicit_tag(unsigned number, BytesView elements);

/// Throws std::invalid_argument for a text that is not an object identifier: identifiers come from the
/// program's own tables or from oid_text, so such a text is a fault of the program.
Bytes object_identifier(std::string_view dotted);
Bytes null();
Bytes boolean(bool value);
Bytes integer(std::int64_t value);
/// An INTEGER from unsigned big-endian octets.
Bytes unsigned_integer(BytesView big_endian);
Bytes octet_string(BytesView octets);
/// A BIT STRING without unused bits.
Bytes bit_string(BytesView octets);
/// Named bits as der::named_bits reads them, without trailing zero bits (X.690, 11.2.2).
Bytes named_bits(std::uint32_t bits);
Bytes utf8_string(std::string_view text);
Bytes printable_string(std::string_view text);
/// UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280, 4.1.2.5; RFC 5652, 11.3).
Bytes time(Time time);

}  // namespace qoltanba::crypto::der
