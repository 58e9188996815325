// What a key family provides. keys.cpp holds what is common: which digests go with which family, their
// length, the policy, and the check of every own signature.
#pragma once

#include "crypto/algorithms/keys.hpp"

namespace qoltanba::crypto {

class PublicKey::Implementation {
  public:
    /// `identity` is equal for two keys exactly where they are the same key of this family, however their
    /// SPKI was written.
    Implementation(KeyFamily family, Bytes spki, Bytes identity)
        : family_(family), spki_(std::move(spki)), identity_(std::move(identity)) {}
    virtual ~Implementation() = default;
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    [[nodiscard]] KeyFamily family() const { return family_; }
    [[nodiscard]] BytesView spki() const { return spki_; }
    [[nodiscard]] BytesView identity() const { return identity_; }
    [[nodiscard]] virtual std::size_t bits() const = 0;
    [[nodiscard]] virtual std::size_t signature_size() const = 0;
    /// The digest is one that goes with the family and has its length; the signature is any octets at all.
    [[nodiscard]] virtual bool verify(DigestAlgorithm algorithm, BytesView digest,
                                      BytesView signature) const = 0;

  private:
    KeyFamily family_;
    Bytes spki_;
    Bytes identity_;
};

class PrivateKey::Implementation {
  public:
    Implementation() = default;
    virtual ~Implementation() = default;
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    [[nodiscard]] virtual KeyFamily family() const = 0;
    [[nodiscard]] virtual Result<PublicKey> public_key() const = 0;
    /// Chooses among the readings of an ambiguous file the one whose public key this is, if there is one.
    virtual void settle(const PublicKey&) {}
    [[nodiscard]] virtual Result<Bytes> sign(DigestAlgorithm algorithm, BytesView digest) const = 0;
    [[nodiscard]] virtual Result<SecretBytes> to_pkcs8() const = 0;
};

}  // namespace qoltanba::crypto
