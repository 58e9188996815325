// Public and private keys of every family behind two small types.
#pragma once

#include "crypto/algorithms/suite.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret_bytes.hpp"

#include <memory>

namespace qoltanba::crypto {

/// A public key as it stands in a certificate. Cheap to copy.
class PublicKey {
  public:
    /// From DER SubjectPublicKeyInfo (RFC 5280, 4.1.2.7). The point is checked to lie on its curve and, where
    /// the cofactor is not 1, in the right subgroup. Errors: malformed_der, unsupported_key.
    static Result<PublicKey> from_spki(BytesView der);

    [[nodiscard]] KeyFamily family() const;
    [[nodiscard]] BytesView spki() const;
    /// RSA: of the modulus. Others: of the field.
    [[nodiscard]] std::size_t bits() const;
    /// Octets of this key's signature values; 0 where they vary (ECDSA in DER).
    [[nodiscard]] std::size_t signature_size() const;

    /// Judges a signature over this digest. `signature` stands as the family's SignatureForm says.
    /// Errors: signature_mismatch, digest_length_mismatch, unsupported_algorithm (a digest that the family
    /// does not go with).
    [[nodiscard]] Result<void> verify(DigestAlgorithm algorithm, BytesView digest, BytesView signature) const;

    /// The same key, however the two SPKIs were written.
    friend bool operator==(const PublicKey& a, const PublicKey& b);

    class Implementation;
    /// For the families' own files; never null.
    explicit PublicKey(std::shared_ptr<const Implementation> implementation);

  private:
    std::shared_ptr<const Implementation> implementation_;
};

/// A private key in memory. Move-only; its secret parts are wiped.
class PrivateKey {
  public:
    /// From PKCS#8 PrivateKeyInfo (RFC 5958). GOST scalars are read in every form that key files hold: OCTET
    /// STRING little-endian, INTEGER big-endian, bare octets. Errors: malformed_der, unsupported_key.
    static Result<PrivateKey> from_pkcs8(const SecretBytes& der);
    /// A new key. `rsa_bits` counts for RSA alone: 2048 to 16384. Errors: unsupported_key (gost_2015_256, or
    /// rsa_bits out of range), internal (no random octets).
    static Result<PrivateKey> generate(KeyFamily family, std::size_t rsa_bits = 2048);
    /// PrivateKeyInfo of version 0 as the national CA writes it for this family. Error: as public_key.
    [[nodiscard]] Result<SecretBytes> to_pkcs8() const;

    PrivateKey(PrivateKey&&) noexcept;
    PrivateKey& operator=(PrivateKey&&) noexcept;
    ~PrivateKey();

    [[nodiscard]] KeyFamily family() const;
    /// Derived from the private key itself, not taken from the file (RSA: its file holds modulus and
    /// exponent, and bind_to proves them). Error: unsupported_key while the octet order of a GOST scalar is
    /// open.
    [[nodiscard]] Result<PublicKey> public_key() const;
    /// Proves that this key belongs to the certificate's public key. The bare form of a GOST scalar leaves
    /// its byte order open; this settles it on the reading whose point is the certificate's. Error:
    /// key_does_not_match_certificate.
    [[nodiscard]] Result<void> bind_to(const PublicKey& certificate_key);

    /// Signs and then verifies what was signed; a signature that does not verify is thrown away
    /// (own_signature_does_not_verify). GOST and ECDSA nonces are hedged: drawn from fresh randomness, the
    /// key and the digest together, so that neither a weak generator nor a fault alone reveals the key.
    /// Errors also: digest_length_mismatch, unsupported_algorithm, algorithm_refused_by_policy.
    [[nodiscard]] Result<Bytes> sign(DigestAlgorithm algorithm, BytesView digest,
                                     const SigningPolicy& policy) const;

    class Implementation;

  private:
    explicit PrivateKey(std::unique_ptr<Implementation> implementation);
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace qoltanba::crypto
