// What a time stamp authority is asked (RFC 3161, 2.4.1).
#pragma once

#include "crypto/algorithms/digest.hpp"

#include <string>

namespace qoltanba::crypto {

struct TimeStampRequest {
    DigestAlgorithm algorithm{};  ///< of the imprint
    Bytes imprint{};              ///< the digest to be stamped
    std::string policy{};         ///< OID; empty: the authority's own choice
    Bytes nonce{};  ///< random octets, read as an unsigned number; empty: none, and any old answer fits
    bool wants_certificate = true;  ///< the token shall carry the authority's certificate
};

/// DER TimeStampReq, the body of an application/timestamp-query.
Bytes write_time_stamp_request(const TimeStampRequest& request);

}  // namespace qoltanba::crypto
