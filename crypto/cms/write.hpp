// Writes SignedData, and parts of SignerInfo, in DER.
#pragma once

#include "crypto/certificates/certificate.hpp"
#include "crypto/cms/structure.hpp"

namespace qoltanba::crypto::cms {

/// The digestAlgorithm of a signer of this family, with NULL.
Bytes digest_algorithm(KeyFamily family);

/// The signatureAlgorithm of a signer of this family: NULL beside all but ECDSA's (RFC 5758, 3.2).
Bytes signature_algorithm(KeyFamily family);

/// IssuerAndSerialNumber (RFC 5652, 10.2.4).
Bytes issuer_and_serial_number(const Certificate& certificate);

/// All of a SignedData in whole elements; sets in any order.
struct Parts {
    Bytes version;
    std::vector<Bytes> digest_algorithms;
    Bytes content_type;
    std::optional<BytesView> content;  ///< eContent's octets; nothing: detached
    std::vector<Bytes> certificates;
    Bytes revocation;  ///< crls; may be empty
    std::vector<Bytes> signers;
};

/// ContentInfo with SignedData (RFC 5652, 3 and 5.1). The content is copied once.
Bytes write(Parts parts);

}  // namespace qoltanba::crypto::cms
