// The floors: hash, sign and verify by the libraries themselves, without anything around them.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/secret_bytes.hpp"

#include <memory>

namespace qoltanba::bench {

class Floor {
  public:
    virtual ~Floor() = default;
    /// Hashes the data, signs the hash and verifies the signature. Throws if it does not verify.
    virtual void hash_sign_verify(BytesView data) = 0;
};

/// OpenSSL: SHA-256, RSA PKCS#1 v1.5, with this PKCS#8 key.
std::unique_ptr<Floor> openssl_rsa(const SecretBytes& pkcs8);

/// nettle: Streebog-512, GOST R 34.10-2015 on gc512a, with a key of its own.
std::unique_ptr<Floor> nettle_gost_2015();

}  // namespace qoltanba::bench
