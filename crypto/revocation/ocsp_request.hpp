// What an OCSP responder is asked (RFC 6960, 4.1).
#pragma once

#include "crypto/revocation/issuing_authority.hpp"

namespace qoltanba::crypto {

/// One certificate, by its issuer and serial number.
struct OcspQuestion {
    IssuingAuthority issuer{};
    Bytes serial_number{};  ///< INTEGER's value octets, as Certificate::serial_number gives them
    Bytes nonce{};          ///< 1 to 128 random octets (RFC 9654, 2.1); empty: none
};

/// DER OCSPRequest, the body of an application/ocsp-request: not signed, its CertID by SHA-256. Error:
/// malformed_der, if the issuer's key is not one.
Result<Bytes> write_ocsp_request(const OcspQuestion& question);

}  // namespace qoltanba::crypto
