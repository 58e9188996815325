// A Signer whose private key stands in this process's memory: keys from files, and tests.
#pragma once

#include "crypto/signatures/signer.hpp"

namespace qoltanba::crypto {

class LocalSigner final : public Signer {
  public:
    /// Errors: those of Certificate::public_key, key_does_not_match_certificate.
    static Result<std::unique_ptr<Signer>> create(Certificate certificate, PrivateKey key,
                                                  SigningPolicy policy);

    [[nodiscard]] const Certificate& certificate() const override { return certificate_; }
    [[nodiscard]] KeyFamily family() const override { return key_.family(); }
    [[nodiscard]] Result<Bytes> sign(DigestAlgorithm algorithm, BytesView digest) override;

  private:
    LocalSigner(Certificate certificate, PrivateKey key, SigningPolicy policy);

    Certificate certificate_;
    PrivateKey key_;  ///< bound to certificate_'s public key
    SigningPolicy policy_;
};

}  // namespace qoltanba::crypto
