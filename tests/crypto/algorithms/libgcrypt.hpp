// The same digests, curves and signatures by libgcrypt, which shares no code with nettle or OpenSSL.
#pragma once

#include "crypto/algorithms/keys.hpp"

namespace qoltanba::test {

Bytes gcrypt_digest(crypto::DigestAlgorithm algorithm, BytesView data);

// GOST keys and signatures in the Kazakh octet order: coordinates, scalars, r and s little-endian.

/// x || y of scalar * G.
Bytes gcrypt_public_key(crypto::KeyFamily family, BytesView scalar);
Bytes gcrypt_sign(crypto::KeyFamily family, BytesView scalar, BytesView digest);
bool gcrypt_verifies(crypto::KeyFamily family, BytesView coordinates, BytesView digest, BytesView signature);

// RSA and ECDSA in their standard forms: numbers big-endian, Ecdsa-Sig-Value split into r and s.

bool gcrypt_verifies_rsa(BytesView modulus, BytesView exponent, crypto::DigestAlgorithm algorithm,
                         BytesView digest, BytesView signature);
bool gcrypt_verifies_ecdsa(crypto::KeyFamily family, BytesView uncompressed_point, BytesView digest,
                           BytesView r, BytesView s);

}  // namespace qoltanba::test
