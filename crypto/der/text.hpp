// The texts inside string and time elements. Errors: malformed_der.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/clock.hpp"
#include "crypto/base/result.hpp"

#include <string>

namespace qoltanba::crypto::der {

/// "YYMMDDHHMMSSZ"; years 50..99 are 19xx (RFC 5280, 4.1.2.5.1).
Result<Time> utc_time(std::string_view text);
/// "YYYYMMDDHHMMSSZ" (RFC 5280, 4.1.2.5.2). A fraction of a second, which time stamps may carry (RFC 3161,
/// 2.4.2), is cut off.
Result<Time> generalized_time(std::string_view text);

// Each gives UTF-8. U+0000 is refused: it is how names are made to look like other names.
Result<std::string> utf8(BytesView octets);
Result<std::string> ascii(BytesView octets);
Result<std::string> latin_1(BytesView octets);
/// Big-endian, with surrogate pairs, which BMPString does not have but programs write.
Result<std::string> utf_16(BytesView octets);

}  // namespace qoltanba::crypto::der
