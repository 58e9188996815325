// A private key in the virtual card: RSA or a NIST curve, worked by OpenSSL.
#pragma once

#include "crypto/base/secret_bytes.hpp"

#include <filesystem>
#include <memory>
#include <optional>

struct evp_pkey_st;

namespace qoltanba::test {

class CardKey {
  public:
    /// PKCS#8, DER. Throws std::runtime_error where OpenSSL cannot read it or PIV has no such key.
    static CardKey from_pkcs8(const SecretBytes& der);
    /// A PEM file without a password. Throws as from_pkcs8.
    static CardKey from_file(const std::filesystem::path& pem);

    /// PIV's number of the algorithm (SP 800-78-4, table 6-2): 06 or 07 for RSA-1024 and -2048, 11 and 14 for
    /// the curves P-256 and P-384.
    [[nodiscard]] std::uint8_t algorithm() const { return algorithm_; }

    /// What GENERAL AUTHENTICATE gives back for a challenge: RSA's private operation on a block as long as
    /// the modulus, or an ECDSA-Sig-Value over the digest. Nothing where the challenge is no such block.
    [[nodiscard]] std::optional<Bytes> transform(BytesView challenge) const;

  private:
    explicit CardKey(std::shared_ptr<evp_pkey_st> key);

    std::shared_ptr<evp_pkey_st> key_;
    std::uint8_t algorithm_;
};

}  // namespace qoltanba::test
