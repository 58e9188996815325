// What the tests of keys share: vectors from the fixtures, odd octets, keys in their frames.
#pragma once

#include "crypto/algorithms/keys.hpp"

#include <nlohmann/json.hpp>

namespace qoltanba::test {

/// A file of ../shared/fixtures/kz/vectors.
nlohmann::json vectors(std::string_view name);

/// Octets of a hex text, which must be one. An odd number of digits means a leading zero.
Bytes hex(std::string_view text);
/// The text of a member of a JSON object, and its octets.
std::string text(const nlohmann::json& object, const char* member);
Bytes hex(const nlohmann::json& object, const char* member);

/// The big-endian number `hex_text` in `size` little-endian octets.
Bytes little_endian(std::string_view hex_text, std::size_t size);

/// Octets that look random and are the same in every run.
Bytes scattered(std::size_t size, std::uint32_t seed);

Bytes with_bit_flipped(BytesView octets, std::size_t bit);

/// SubjectPublicKeyInfo of a GOST key around x || y, written from the octets of kz-crypto 1.2.
Bytes gost_spki(crypto::KeyFamily family, BytesView coordinates);
/// PKCS#8 around these octets of privateKey.
SecretBytes gost_pkcs8(crypto::KeyFamily family, BytesView private_key_octets);

/// The public key in this frame; the test fails if there is none.
crypto::PublicKey public_key(BytesView spki);
crypto::PrivateKey private_key(const SecretBytes& pkcs8);

constexpr crypto::SigningPolicy all_allowed{.allow_gost_2004 = true};

}  // namespace qoltanba::test
