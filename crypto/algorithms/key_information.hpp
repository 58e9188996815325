// The two ASN.1 frames around keys, read into their parts and written from them.
#pragma once

#include "crypto/base/result.hpp"
#include "crypto/base/secret_bytes.hpp"

#include <string>

namespace qoltanba::crypto {

/// AlgorithmIdentifier (RFC 5280, 4.1.1.2).
struct AlgorithmIdentifier {
    std::string oid;
    BytesView parameters;  ///< the whole element; empty where there is none
    BytesView whole;       ///< the whole AlgorithmIdentifier
};

/// SubjectPublicKeyInfo (RFC 5280, 4.1.2.7). The views point into the DER it was read from.
struct PublicKeyInformation {
    AlgorithmIdentifier algorithm;
    BytesView key;    ///< the octets of subjectPublicKey
    BytesView whole;  ///< the whole SubjectPublicKeyInfo
};

/// PrivateKeyInfo of version 0, or OneAsymmetricKey of version 1 (RFC 5958, 2). Attributes and the public key
/// that may follow are skipped: the public key is derived.
struct PrivateKeyInformation {
    AlgorithmIdentifier algorithm;
    BytesView key;  ///< the octets of privateKey; secret
};

/// Errors: malformed_der.
Result<PublicKeyInformation> read_public_key_information(BytesView der);
Result<PrivateKeyInformation> read_private_key_information(BytesView der);

/// `algorithm` is a whole AlgorithmIdentifier.
Bytes write_public_key_information(BytesView algorithm, BytesView key);
/// Version 0, without attributes, as the national CA's key files have it.
SecretBytes write_private_key_information(BytesView algorithm, BytesView key);

}  // namespace qoltanba::crypto
