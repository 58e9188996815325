// Unsigned attributes of one signer among several. Of this folder alone.
#pragma once

#include "crypto/cms/structure.hpp"

namespace qoltanba::crypto::levels {

/// Error: no_signature_found.
Result<const cms::SignerInfo*> signer_at(const cms::SignedData& data, std::size_t number);

/// Every value of every attribute of this type, at most 16: each of them is a signature to verify. Errors:
/// malformed_signature, too_large.
Result<std::vector<BytesView>> values_of(const cms::SignerInfo& signer, std::string_view type);

/// The SignedData with one more unsigned attribute of this signer. Errors: malformed_signature, too_large.
Result<Bytes> with_attribute(const cms::SignedData& data, std::size_t number, std::string_view type,
                             BytesView value);

/// The same octets, or their DER where they are BER. Error: malformed_der.
Result<Bytes> in_der(BytesView element);

}  // namespace qoltanba::crypto::levels
