// Object identifiers of certification requests.
#pragma once

#include <string_view>

namespace qoltanba::crypto {

inline constexpr std::string_view id_extension_request = "1.2.840.113549.1.9.14";  ///< RFC 2985, 5.4.2

}  // namespace qoltanba::crypto
