// ats-hash-index-v3 (ETSI EN 319 122-1, 5.5.2): the list of what an archive time stamp protects. Of this
// folder alone.
#pragma once

#include "crypto/algorithms/digest.hpp"
#include "crypto/cms/structure.hpp"

namespace qoltanba::crypto::levels {

struct HashIndex {
    DigestAlgorithm algorithm{};
    std::vector<Bytes> certificates{};      ///< of each CertificateChoices
    std::vector<Bytes> revocation{};        ///< of each RevocationInfoChoice
    std::vector<Bytes> attribute_values{};  ///< of each unsigned attribute's type and one of its values
};

/// Of all that stands in the SignedData and beside this signature now. Error: malformed_signature.
Result<HashIndex> index_of(const cms::SignedData& data, const cms::SignerInfo& signer,
                           DigestAlgorithm algorithm);

/// Of one attribute value: Attribute.attrType and AttributeValue, as they stand.
Bytes attribute_value_digest(DigestAlgorithm algorithm, std::string_view type, BytesView value);

/// ATSHashIndexV3.
Bytes write(const HashIndex& index);
/// Errors: malformed_signature, unsupported_algorithm.
Result<HashIndex> read_hash_index(BytesView der);

/// Whether all that was protected is still there. What came later is not protected, and that is no fault.
/// Error: archive_index_mismatch.
Result<void> check_covered(const HashIndex& then, const HashIndex& now);

}  // namespace qoltanba::crypto::levels
