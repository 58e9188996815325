// Names and extensions as the Kazakh national CA writes them since 2022 (read from its certificates).
#pragma once

#include "crypto/certificates/write.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::test {

/// The holder of a certificate. Empty parts are left out.
using Subject = crypto::NameParts;

/// DER Name in NCA's order: CN, SURNAME, serialNumber=IIN..., C, O, OU=BIN..., GIVENNAME.
Bytes name_of(const Subject& subject);

/// KeyUsage bits by their numbers (RFC 5280, 4.2.1.3), bit n as 1 << n.
namespace key_usage {
constexpr unsigned digital_signature = 1U << 0U;
constexpr unsigned non_repudiation = 1U << 1U;
constexpr unsigned key_encipherment = 1U << 2U;
constexpr unsigned key_agreement = 1U << 4U;
constexpr unsigned certificate_sign = 1U << 5U;
constexpr unsigned crl_sign = 1U << 6U;
}  // namespace key_usage

/// Whole Extension elements.
namespace extension {
Bytes policies(std::string_view policy_oid, std::string_view cps_url);
/// AuthorityInfoAccess; no OCSP entry if `ocsp_url` is empty.
Bytes authority_information(std::string_view ocsp_url, std::string_view issuer_url);
Bytes crl_distribution_point(std::string_view url);
Bytes freshest_crl(std::string_view url);
Bytes extended_key_usage(const std::vector<std::string>& oids, bool critical = false);
Bytes key_usage(unsigned bits);
/// subjectAltName with these rfc822Names.
Bytes email_names(const std::vector<std::string>& emails);
Bytes subject_key_identifier(BytesView identifier);
Bytes authority_key_identifier(BytesView identifier);
/// As CA certificates carry it: with the issuer's own issuer and serial number.
Bytes authority_key_identifier(BytesView identifier, BytesView issuer_name, BytesView serial_number);
Bytes authority_constraints(bool is_intermediate);
/// 1.2.398.3.3.5: the key lives in a PKCS#12 file.
Bytes key_store_type();
}  // namespace extension

/// NCA's SKI: SHA-1 over the key's BIT STRING octets (RFC 5280, 4.2.1.2, method 1).
Bytes key_identifier_of(BytesView spki);

/// NCA's serial number: the SKI with its top bit cleared, and made not to begin with a zero digit.
Bytes serial_number_from(BytesView key_identifier);

}  // namespace qoltanba::test
