// Who signs: a certificate and the means to sign with its key, wherever the key lives.
#pragma once

#include "crypto/certificates/certificate.hpp"

namespace qoltanba::crypto {

class Signer {
  public:
    virtual ~Signer() = default;
    [[nodiscard]] virtual const Certificate& certificate() const = 0;
    [[nodiscard]] virtual KeyFamily family() const = 0;
    /// A signature over this digest in the family's SignatureForm, already verified against certificate().
    /// Errors: as PrivateKey::sign, and those of the device that holds the key.
    [[nodiscard]] virtual Result<Bytes> sign(DigestAlgorithm algorithm, BytesView digest) = 0;
    /// The same over the digest of this content. Some devices take nothing but the content: they hash it
    /// themselves.
    [[nodiscard]] virtual Result<Bytes> sign_content(DigestAlgorithm algorithm, BytesView content) {
        return sign(algorithm, digest_of(algorithm, content));
    }
};

}  // namespace qoltanba::crypto
