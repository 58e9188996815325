// Validation of one signature from what mathematics says of it to its conclusion (ETSI EN 319 102-1, 5.3 and
// 5.5). Of this folder alone.
#pragma once

#include "crypto/validation/certificates.hpp"
#include "crypto/validation/time_stamps.hpp"

namespace qoltanba::crypto::validation {

/// The report on a signature, all but its format's own: `level` and `time_stamps` stay as they are.
SignerReport judge_signer(const SignatureVerdict& signature, const StampedTimes& times, Knowledge& knowledge);

}  // namespace qoltanba::crypto::validation
