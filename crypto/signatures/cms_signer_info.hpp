// Makes the SignerInfo of one signer. Of this folder alone.
#pragma once

#include "crypto/signatures/signer.hpp"

namespace qoltanba::crypto::cms {

/// SignerInfo of version 1 (RFC 5652, 5.3) over a content of this type and digest, signed now.
Result<Bytes> make_signer_info(Signer& signer, BytesView content_type_element, BytesView digest,
                               Time signing_time);

}  // namespace qoltanba::crypto::cms
