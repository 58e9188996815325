// Keys and certificates for a virtual card: of the demonstration authority's people, or from files.
#pragma once

#include "ca/authority.hpp"
#include "virtual_card/piv_card.hpp"

namespace qoltanba::test {

/// A new key, rsa (2048 bits) or a NIST curve, with a certificate of the national CA's profile for a test
/// person: for 9C to sign, for the others to log in. Throws on failure.
PivKey new_key(const Authority& authority, PivSlot slot, crypto::KeyFamily family, Time now);

/// Files of a key (PEM, without a password) and of its certificate (PEM or DER). Throws std::runtime_error.
PivKey key_from_files(PivSlot slot, const std::filesystem::path& key,
                      const std::filesystem::path& certificate);

/// RSA in 9A and 9D, P-256 in 9C and 9E, and a GUID of chance.
Personalisation demonstration_card(const Authority& authority, Time now);

}  // namespace qoltanba::test
