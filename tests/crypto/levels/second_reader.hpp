// SignedData, time stamps and certificates read and judged once more, with nothing of the project's own
// reader and algorithms: definite lengths by a few lines here, digests and curves by libgcrypt.
#pragma once

#include "crypto/base/bytes.hpp"

#include <optional>
#include <vector>

namespace qoltanba::test::second {

/// One element and, on demand, those inside. A fault of the octets fails the test.
struct Element {
    std::uint8_t tag = 0;
    BytesView content, whole;

    [[nodiscard]] std::vector<Element> inside() const;
    [[nodiscard]] Element at(std::size_t number) const;
};
Element element_of(BytesView octets);

/// One signer with what he is judged by.
struct Signer {
    std::string digest_oid;   ///< its octets in hex
    Bytes signed_attributes;  ///< as they are signed: under the tag of a SET
    Bytes message_digest;
    Bytes signature;
    std::string key_oid;  ///< the certificate's key algorithm, in hex
    std::string curve_oid;
    Bytes coordinates;               ///< of the certificate's key: x || y
    std::vector<Bytes> time_stamps;  ///< tokens over the signature
};

struct SignedData {
    std::optional<Bytes> content;
    std::vector<Signer> signers;
};
SignedData signed_data_of(BytesView cms);

/// The signature over the signed attributes is by the certificate's key.
bool signature_is_right(const Signer& signer);
/// messageDigest is the content's.
bool digest_is_right(const Signer& signer, BytesView content);
/// The token's own signature, and its digest of TSTInfo.
bool token_is_right(BytesView token);
/// The imprint in the token is of these octets.
bool imprint_is_right(BytesView token, BytesView octets);

}  // namespace qoltanba::test::second
