// Which mechanism of a device makes which of our signatures: the one table of numbers.
#pragma once

#include "crypto/algorithms/suite.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace qoltanba::tokens {

/// What a mechanism is given.
enum class MechanismInput {
    digest,       ///< the digest's octets
    digest_info,  ///< DigestInfo around the digest (RFC 8017, 9.2)
    content,      ///< the content: the device hashes it
};

struct DeviceMechanism {
    std::uint64_t number;  ///< CKM_*
    crypto::KeyFamily family;
    crypto::DigestAlgorithm digest;
    MechanismInput input;
};

/// The first of the table that the device has, a digest's before a content's: so the device is given little,
/// and one digest serves all. `may_hash`: whether the content is there to be given.
std::optional<DeviceMechanism> mechanism_for(crypto::KeyFamily family, crypto::DigestAlgorithm digest,
                                             std::span<const std::uint64_t> available, bool may_hash);

/// Whether a key of this kind (CKK_*) can be one of this family.
bool is_key_of(std::uint64_t key_type, crypto::KeyFamily family);

}  // namespace qoltanba::tokens
