// GOST digests and signatures by libgcrypt, which shares no code with what is tested.
#pragma once

#include "crypto/algorithms/keys.hpp"

namespace qoltanba::test {

Bytes gcrypt_digest(crypto::DigestAlgorithm algorithm, BytesView data);

/// Whether libgcrypt accepts this signature (r || s, little-endian) over this digest by this key.
bool gcrypt_verifies(const crypto::PublicKey& key, BytesView digest, BytesView signature);

}  // namespace qoltanba::test
