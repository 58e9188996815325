// Values inside ASN.1 elements: object identifiers, integers, times, strings.
#pragma once

#include "crypto/base/clock.hpp"
#include "crypto/der/reader.hpp"

#include <string>

namespace qoltanba::crypto::der {

/// "1.2.398.3.10.1.1.2.2"; X.690, 8.19. Errors: malformed_der (also for arcs of more than 64 bits).
Result<std::string> oid_text(const Element& element);

/// An INTEGER that fits; malformed_der otherwise.
Result<std::int64_t> small_integer(const Element& element);

/// An INTEGER that must not be negative, big-endian without leading zeros (zero is one zero octet).
Result<Bytes> unsigned_integer(const Element& element);

/// The octets of a BIT STRING without unused bits.
Result<BytesView> bit_string_octets(const Element& element);

/// A BIT STRING of named bits, such as KeyUsage: bit n of the string is bit n of the number, counted from the
/// least significant. At most 32 bits.
Result<std::uint32_t> named_bits(const Element& element);

/// An IMPLICIT OCTET STRING under a context tag. BER may have left it in segments, and ber_to_der cannot know
/// that [n] holds a string: then the OCTET STRINGs inside [n] are joined.
Result<Bytes> implicit_octets(const Element& element);

/// UTCTime or GeneralizedTime in UTC (RFC 5280, 4.1.2.5: years 50..99 are 19xx). Fractions of a second, which
/// time stamps may have, are cut off.
Result<Time> time_value(const Element& element);

/// UTF8String, PrintableString, IA5String, T61String (read as Latin-1) and BMPString as UTF-8. Invalid
/// octets give malformed_der, and so does U+0000.
Result<std::string> string_text(const Element& element);

}  // namespace qoltanba::crypto::der
