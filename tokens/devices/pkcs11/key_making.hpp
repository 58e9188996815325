// How devices make keys: the table of their mechanisms, and the public key from what they tell of a new one.
#pragma once

#include "crypto/algorithms/keys.hpp"
#include "tokens/devices/pkcs11/messages.hpp"

#include <span>

namespace qoltanba::tokens {

/// The order for a key of this family, with an identifier of its own. `rsa_bits` counts for RSA alone.
/// Errors: unsupported_key (a family that no device is known to make); internal (no random octets).
Result<KeyOrder> key_order(crypto::KeyFamily family, std::size_t rsa_bits, std::string label);

/// Whether a device with these mechanisms makes such a key and signs the request for its certificate with it.
bool can_make_key(crypto::KeyFamily family, std::span<const std::uint64_t> mechanisms);

/// Whether what the device shows is this public key.
bool is_public_key(const PublicKeyObject& shown, const crypto::PublicKey& key);

/// Errors: device_module_failed (parts that are no key of this family), unsupported_key.
Result<crypto::PublicKey> public_key_of(crypto::KeyFamily family, const MadeKey& made);

}  // namespace qoltanba::tokens
