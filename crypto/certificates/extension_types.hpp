// Object identifiers of certificate extensions and key purposes (RFC 5280, 4.2).
#pragma once

#include <string_view>

namespace qoltanba::crypto {

namespace extension_type {
inline constexpr std::string_view subject_key_identifier = "2.5.29.14";
inline constexpr std::string_view key_usage = "2.5.29.15";
inline constexpr std::string_view subject_alternative_name = "2.5.29.17";
inline constexpr std::string_view basic_constraints = "2.5.29.19";
inline constexpr std::string_view crl_distribution_points = "2.5.29.31";
inline constexpr std::string_view certificate_policies = "2.5.29.32";
inline constexpr std::string_view authority_key_identifier = "2.5.29.35";
inline constexpr std::string_view extended_key_usage = "2.5.29.37";
inline constexpr std::string_view freshest_crl = "2.5.29.46";
inline constexpr std::string_view authority_information_access = "1.3.6.1.5.5.7.1.1";
inline constexpr std::string_view ocsp_no_check = "1.3.6.1.5.5.7.48.1.5";  ///< RFC 6960, 4.2.2.2.1
}  // namespace extension_type

/// Of authorityInfoAccess (RFC 5280, 4.2.2.1).
namespace access_method {
inline constexpr std::string_view ocsp = "1.3.6.1.5.5.7.48.1";
inline constexpr std::string_view ca_issuers = "1.3.6.1.5.5.7.48.2";
}  // namespace access_method

namespace key_purpose {
inline constexpr std::string_view any_standard = "1.3.6.1.5.5.7.3.";  ///< the arc of the standard ones
inline constexpr std::string_view client_authentication = "1.3.6.1.5.5.7.3.2";
inline constexpr std::string_view email_protection = "1.3.6.1.5.5.7.3.4";
inline constexpr std::string_view time_stamping = "1.3.6.1.5.5.7.3.8";
inline constexpr std::string_view ocsp_signing = "1.3.6.1.5.5.7.3.9";
}  // namespace key_purpose

/// Masks over Certificate::key_usage() (RFC 5280, 4.2.1.3).
namespace key_usage {
inline constexpr unsigned digital_signature = 1U << 0U;
inline constexpr unsigned non_repudiation = 1U << 1U;
inline constexpr unsigned key_encipherment = 1U << 2U;
inline constexpr unsigned key_agreement = 1U << 4U;
inline constexpr unsigned certificate_signing = 1U << 5U;
inline constexpr unsigned crl_signing = 1U << 6U;
}  // namespace key_usage

}  // namespace qoltanba::crypto
