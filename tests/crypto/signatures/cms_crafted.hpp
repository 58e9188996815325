// SignedData of every shape, right and wrong, that the project itself would never write.
#pragma once

#include "crypto/cms/structure.hpp"
#include "crypto/signatures/signer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace qoltanba::test {

inline constexpr std::string_view id_content_type = "1.2.840.113549.1.9.3";
inline constexpr std::string_view id_message_digest = "1.2.840.113549.1.9.4";
inline constexpr std::string_view id_signing_time = "1.2.840.113549.1.9.5";
inline constexpr std::string_view id_signing_certificate = "1.2.840.113549.1.9.16.2.12";
inline constexpr std::string_view id_signing_certificate_v2 = "1.2.840.113549.1.9.16.2.47";

/// Attribute with these values.
Bytes attribute(std::string_view type, std::vector<Bytes> values);
/// contentType id-data and messageDigest, as every signer must have them.
std::vector<Bytes> plain_attributes(const crypto::Signer& signer, BytesView content);
/// AlgorithmIdentifier; `parameters` may be empty.
Bytes algorithm(std::string_view oid, BytesView parameters);

/// A SignedData with one signer. What is left alone is as it should be.
struct Crafted {
    explicit Crafted(crypto::Signer& by, BytesView what);

    crypto::Signer& signer;
    Bytes content;
    bool attach = true;
    std::string content_type{crypto::cms::id_data};
    std::optional<std::vector<Bytes>> attributes;  ///< in the order given; nothing: no signed attributes
    bool sign_sorted = false;                      ///< the digest is of the attributes in DER's order
    int version = 1;
    int signer_version = 1;
    Bytes identifier;  ///< SignerIdentifier
    Bytes digest_algorithm;
    Bytes signature_algorithm;
    std::vector<Bytes> certificates;
    std::size_t signers = 1;  ///< how many times the SignerInfo stands there

    [[nodiscard]] Bytes make() const;
};

}  // namespace qoltanba::test
