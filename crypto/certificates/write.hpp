// Writes the parts of certificates and requests that say whose they are and what for.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <span>
#include <string>
#include <string_view>

namespace qoltanba::crypto {

/// The holder as the national CA's certificates name one. UTF-8; empty parts are left out.
struct NameParts {
    std::string common_name{};  ///< "ТЕСТОВ ТЕСТ"; the one part that must be there
    std::string surname{};
    std::string iin{};  ///< 12 digits
    std::string organisation{};
    std::string bin{};  ///< 12 digits
    std::string patronymic{};
};

/// DER Name in the order and with the string types of the national CA since 2022 (read from its
/// certificates): CN, SURNAME, serialNumber=IIN..., C=KZ, O, OU=BIN..., GIVENNAME, which holds the
/// patronymic. Error: certificate_subject_wrong, for a part that is not text on one line of at most 250
/// octets, or not 12 digits.
Result<Bytes> write_name(const NameParts& parts);

/// Extension ::= SEQUENCE { extnID, critical, extnValue } around the DER `value` (RFC 5280, 4.1).
Bytes write_extension(std::string_view oid, BytesView value, bool critical = false);
Bytes write_extended_key_usage(std::span<const std::string> oids, bool critical = false);
/// Critical; bit n as 1 << n.
Bytes write_key_usage(unsigned bits);

/// The national CA's SKI since 2022: SHA-1 over the octets of subjectPublicKey (RFC 5280, 4.2.1.2, method 1).
/// Error: malformed_der.
Result<Bytes> key_identifier_of(BytesView spki);

}  // namespace qoltanba::crypto
