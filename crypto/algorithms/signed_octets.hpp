// The signature around X.509's structures, SIGNED { ToBeSigned }: certificates, CRLs, OCSP answers.
#pragma once

#include "crypto/algorithms/keys.hpp"

#include <string_view>

namespace qoltanba::crypto {

/// Whether this key made the signature over these octets. `signature_oid` names signature and digest
/// together. Errors: signature_mismatch (also for an algorithm of another kind of key),
/// unsupported_algorithm, algorithm_refused_by_policy (SHA-1).
Result<void> verify_signed_octets(const PublicKey& key, std::string_view signature_oid, BytesView octets,
                                  BytesView signature);

}  // namespace qoltanba::crypto
