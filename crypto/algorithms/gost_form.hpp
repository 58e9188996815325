// How GOST keys stand in SubjectPublicKeyInfo: identifiers and octet order, the same for all three curves.
#pragma once

#include "crypto/algorithms/key_information.hpp"
#include "crypto/algorithms/suite.hpp"

namespace qoltanba::crypto {

/// The whole AlgorithmIdentifier of keys of this family: SEQ{ key OID, SEQ{ curve OID, digest OID } }.
const Bytes& gost_algorithm_identifier(KeyFamily family);

/// The affine coordinates of a public key, each `size` octets, little-endian.
struct GostCoordinates {
    BytesView x;
    BytesView y;
};

/// Error: malformed_der, unsupported_key (other curve or digest parameters than the family's own).
Result<GostCoordinates> read_gost_coordinates(KeyFamily family, std::size_t size,
                                              const PublicKeyInformation& information);

/// SubjectPublicKeyInfo around x || y.
Bytes write_gost_public_key(KeyFamily family, BytesView coordinates);

/// A number of these little-endian octets as big-endian ones, and the other way round.
Bytes reversed(BytesView octets);

}  // namespace qoltanba::crypto
