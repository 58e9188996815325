// Certification requests (PKCS#10, RFC 2986): written for a new key, and read with their proof of possession.
#pragma once

#include "crypto/algorithms/keys.hpp"
#include "crypto/certificates/name.hpp"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace qoltanba::crypto {

/// What an authority is asked to certify; it may certify something else.
struct RequestOrder {
    Bytes subject{};                                ///< DER Name, such as write_name makes
    std::vector<std::string> extended_key_usage{};  ///< OIDs; empty: not asked for
    std::optional<unsigned> key_usage{};            ///< bit n as 1 << n (RFC 5280, 4.2.1.3)
    std::string email{};                            ///< rfc822Name of subjectAltName; empty: not asked for
};

/// A signature over this digest in the family's SignatureForm, by the key the request is for, wherever it is.
using DigestSigner = std::function<Result<Bytes>(DigestAlgorithm, BytesView digest)>;

/// Whether a request can be written for this order, before there is a key: certificate_subject_wrong, also
/// for an email that is none or an OID that is none.
Result<void> check_request_order(const RequestOrder& order);

/// DER CertificationRequest, its signature verified with `key` before it is given. The extensions asked for
/// stand in extensionRequest (RFC 2985, 5.4.2). Errors: those of check_request_order;
/// own_signature_does_not_verify; those of `sign`.
Result<Bytes> write_certificate_request(const RequestOrder& order, const PublicKey& key,
                                        const DigestSigner& sign);
Result<Bytes> write_certificate_request(const RequestOrder& order, const PrivateKey& key);

/// A request whose key is proven to have signed it.
struct CertificateRequest {
    Bytes der;
    Name subject;
    PublicKey key;
    // Of extensionRequest; other attributes and extensions are passed over.
    std::vector<std::string> extended_key_usage;
    std::optional<unsigned> key_usage;
    std::vector<std::string> emails;
};

/// From DER, of at most 64 KiB. Errors: malformed_certificate_request, unsupported_key, signature_mismatch,
/// unsupported_algorithm, algorithm_refused_by_policy (SHA-1).
Result<CertificateRequest> read_certificate_request(BytesView der);
/// From DER, PEM or bare base64.
Result<CertificateRequest> read_certificate_request_file(BytesView content);

}  // namespace qoltanba::crypto
