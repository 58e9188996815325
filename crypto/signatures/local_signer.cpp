#include "crypto/signatures/local_signer.hpp"

#include <utility>

namespace qoltanba::crypto {

LocalSigner::LocalSigner(Certificate certificate, PrivateKey key, SigningPolicy policy)
    : certificate_(std::move(certificate)), key_(std::move(key)), policy_(policy) {}

Result<std::unique_ptr<Signer>> LocalSigner::create(Certificate certificate, PrivateKey key,
                                                    SigningPolicy policy) {
    QOLTANBA_TRY(const PublicKey certificate_key, certificate.public_key());
    QOLTANBA_CHECK(key.bind_to(certificate_key));
    return std::unique_ptr<Signer>(new LocalSigner(std::move(certificate), std::move(key), policy));
}

// PrivateKey::sign verifies its signature with its own public key, which bind_to proved to be the
// certificate's. To verify once more would show nothing new, and costs a GOST key four times its signature.
Result<Bytes> LocalSigner::sign(DigestAlgorithm algorithm, BytesView digest) {
    return key_.sign(algorithm, digest, policy_);
}

}  // namespace qoltanba::crypto
