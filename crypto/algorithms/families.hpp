// How the key of each family is read and made; one source file stands behind each group.
#pragma once

#include "crypto/algorithms/key_implementation.hpp"
#include "crypto/algorithms/key_information.hpp"

namespace qoltanba::crypto {

using PublicPart = std::shared_ptr<const PublicKey::Implementation>;
using PrivatePart = std::unique_ptr<PrivateKey::Implementation>;

// rsa_key.cpp: 1024 to 16384 bits to verify, from 2048 to sign.
Result<PublicPart> rsa_public_part(const PublicKeyInformation& information);
Result<PrivatePart> rsa_private_part(const PrivateKeyInformation& information);
Result<PrivatePart> generate_rsa(std::size_t bits);

// ecdsa_key.cpp: P-256 and P-384 by name, points in the uncompressed form.
Result<PublicPart> ecdsa_public_part(const PublicKeyInformation& information);
Result<PrivatePart> ecdsa_private_part(const PrivateKeyInformation& information);
Result<PrivatePart> generate_ecdsa(KeyFamily family);

// gost_key.cpp: gost_2015_512 and gost_2004.
Result<PublicPart> gost_public_part(KeyFamily family, const PublicKeyInformation& information);
Result<PrivatePart> gost_private_part(KeyFamily family, const PrivateKeyInformation& information);
Result<PrivatePart> generate_gost(KeyFamily family);

// gost_2015_256_key.cpp
Result<PublicPart> gost_2015_256_public_part(const PublicKeyInformation& information);

}  // namespace qoltanba::crypto
