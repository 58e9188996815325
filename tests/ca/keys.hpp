// Fresh key pairs for the demonstration CA and whoever it certifies.
#pragma once

#include "crypto/algorithms/keys.hpp"

namespace qoltanba::test {

struct KeyPair {
    SecretBytes pkcs8;  ///< DER PrivateKeyInfo, laid out as NCA's key files hold it
    crypto::PrivateKey key;
    crypto::PublicKey public_key;
};

/// RSA of 2048 bits or GOST R 34.10-2015 of 512; other families are not issued. Throws on failure.
KeyPair make_key_pair(crypto::KeyFamily family);

Bytes random_octets(std::size_t size);

}  // namespace qoltanba::test
