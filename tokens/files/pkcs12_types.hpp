// Object identifiers of PKCS#12 files: content types (RFC 5652), bag types and attributes (RFC 7292, appendix
// D).
#pragma once

#include <string_view>

namespace qoltanba::tokens {

inline constexpr std::string_view data_oid = "1.2.840.113549.1.7.1";
inline constexpr std::string_view encrypted_data_oid = "1.2.840.113549.1.7.6";
inline constexpr std::string_view key_bag_oid = "1.2.840.113549.1.12.10.1.1";
inline constexpr std::string_view shrouded_key_bag_oid = "1.2.840.113549.1.12.10.1.2";
inline constexpr std::string_view certificate_bag_oid = "1.2.840.113549.1.12.10.1.3";
inline constexpr std::string_view safe_contents_bag_oid = "1.2.840.113549.1.12.10.1.6";
inline constexpr std::string_view x509_certificate_oid = "1.2.840.113549.1.9.22.1";
inline constexpr std::string_view friendly_name_oid = "1.2.840.113549.1.9.20";
inline constexpr std::string_view local_key_id_oid = "1.2.840.113549.1.9.21";

}  // namespace qoltanba::tokens
