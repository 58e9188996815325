// Writes SignedData and SignerInfo in DER. Of this folder alone.
#pragma once

#include "crypto/signatures/cms_structure.hpp"
#include "crypto/signatures/signer.hpp"

namespace qoltanba::crypto::cms {

/// The digestAlgorithm of a signer of this family, with NULL.
Bytes digest_algorithm(KeyFamily family);

/// SignerInfo of version 1 (RFC 5652, 5.3) over a content of this type and digest, signed now.
Result<Bytes> make_signer_info(Signer& signer, BytesView content_type_element, BytesView digest,
                               Time signing_time);

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
