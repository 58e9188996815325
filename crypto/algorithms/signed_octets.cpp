#include "crypto/algorithms/signed_octets.hpp"

#include <string>

namespace qoltanba::crypto {

Result<void> verify_signed_octets(const PublicKey& key, std::string_view signature_oid, BytesView octets,
                                  BytesView signature) {
    const auto detail = "signed with " + std::string(signature_oid);
    if (!names_family(signature_oid, key.family()))
        return fail(ErrorCode::signature_mismatch, detail + ", which is not of the issuer's kind of key");
    const auto digest = digest_by_signature_oid(signature_oid);
    if (!digest) return fail(ErrorCode::unsupported_algorithm, detail);
    // Two structures with one SHA-1 digest can be made at will; nothing of the national authority needs it.
    if (*digest == DigestAlgorithm::sha1)
        return fail(ErrorCode::algorithm_refused_by_policy, "signed over SHA-1");
    return key.verify(*digest, digest_of(*digest, octets), signature);
}

}  // namespace qoltanba::crypto
