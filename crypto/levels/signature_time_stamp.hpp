// CAdES-T: a time stamp over a signature, beside it (ETSI EN 319 122-1, 5.3).
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

namespace qoltanba::crypto {

/// What the time stamp of this signer (by its number, from 0) is over: the octets of its signature value.
/// Errors: malformed_signature; no_signature_found, where there is no such signer.
Result<Bytes> octets_to_stamp(BytesView cms, std::size_t signer);

/// The SignedData with this token beside the signer's signature, all else octet for octet. The token's
/// imprint is checked, the rest of it is for judge_time_stamp. BER becomes DER. Errors: as octets_to_stamp,
/// malformed_time_stamp, time_stamp_imprint_mismatch, unsupported_algorithm; too_large, where the signer has
/// attributes enough.
Result<Bytes> add_signature_time_stamp(BytesView cms, std::size_t signer, BytesView token);

}  // namespace qoltanba::crypto
