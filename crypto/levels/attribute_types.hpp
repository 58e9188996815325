// Object identifiers of the levels above B (ETSI EN 319 122-1; RFC 5940).
#pragma once

#include <string_view>

namespace qoltanba::crypto::levels {

/// EN 319 122-1, 5.3.
inline constexpr std::string_view id_signature_time_stamp = "1.2.840.113549.1.9.16.2.14";
/// EN 319 122-1, 5.5.3.
inline constexpr std::string_view id_archive_time_stamp_v3 = "0.4.0.1733.2.4";
/// EN 319 122-1, 5.5.2.
inline constexpr std::string_view id_hash_index_v3 = "0.4.0.19122.1.5";
/// id-ri-ocsp-response (RFC 5940, 2.1).
inline constexpr std::string_view id_ocsp_response = "1.3.6.1.5.5.7.16.2";

}  // namespace qoltanba::crypto::levels
