// What a time stamp authority answers (RFC 3161, 2.4.2).
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

namespace qoltanba::crypto {

/// The TimeStampToken inside a TimeStampResp, the body of an application/timestamp-reply; not judged. Errors:
/// malformed_time_stamp; time_stamp_refused, whose detail has the status, the reasons of failInfo by their
/// names and the authority's own words.
Result<Bytes> token_of_response(BytesView response);

}  // namespace qoltanba::crypto
