// A SignedData with something added, all else octet for octet and in its order.
#pragma once

#include "crypto/cms/structure.hpp"

#include <map>

namespace qoltanba::crypto::cms {

struct Changes {
    std::map<std::size_t, Bytes> signers{};  ///< a whole SignerInfo in the place of the one of this number
    std::vector<Bytes> certificates{};       ///< further CertificateChoices, whole
    std::vector<Bytes> revocation{};         ///< further RevocationInfoChoices, whole
};

/// ContentInfo with SignedData (RFC 5652, 5.1). Sets that are in DER's order stay so, others get what is new
/// at their end. The version becomes 5 where values of the form `other` are added. The content is copied
/// once.
Bytes rewrite(const SignedData& data, const Changes& changes);

/// The SignerInfo with one more unsigned attribute.
Bytes with_unsigned_attribute(const SignerInfo& signer, Bytes attribute);

}  // namespace qoltanba::crypto::cms
