// SignedData (RFC 5652, 5.1) as views into its octets.
#pragma once

#include "crypto/der/reader.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::crypto::cms {

inline constexpr std::string_view id_data = "1.2.840.113549.1.7.1";
inline constexpr std::string_view id_signed_data = "1.2.840.113549.1.7.2";

// Bounds against hostile input: each signer costs a search among the certificates and a verification.
inline constexpr std::size_t signer_limit = 64;
inline constexpr std::size_t certificate_limit = 256;
inline constexpr std::size_t attribute_limit = 64;
inline constexpr std::size_t revocation_limit = 64;

struct AlgorithmIdentifier {
    BytesView whole;
    std::string oid;
    /// Parameters absent or NULL. Both are written for every algorithm here; none has others.
    bool plain = false;
};

struct Attribute {
    std::string type;  ///< OID
    BytesView whole;
    std::vector<der::Element> values;  ///< never empty
};

/// Which certificate a SignerInfo means: issuer and serial number, or the subject key identifier.
struct SignerIdentifier {
    BytesView issuer;          ///< DER Name
    BytesView serial_number;   ///< INTEGER's value octets
    BytesView key_identifier;  ///< empty where issuer and serial number stand
};

struct SignerInfo {
    BytesView whole;
    SignerIdentifier identifier;
    AlgorithmIdentifier digest_algorithm;
    AlgorithmIdentifier signature_algorithm;
    BytesView signature;
    BytesView signed_attributes_element;       ///< [0] IMPLICIT, whole; empty if absent
    std::vector<Attribute> signed_attributes;  ///< in the order they stand in
    BytesView signed_fields;                   ///< version to signature, side by side
    BytesView unsigned_attributes_element;     ///< [1] IMPLICIT, whole; empty if absent

    [[nodiscard]] bool has_signed_attributes() const { return !signed_attributes_element.empty(); }
};

/// Moved, never copied: the views of a copy would point into the original.
struct SignedData {
    SignedData() = default;
    SignedData(SignedData&&) = default;
    SignedData& operator=(SignedData&&) = default;

    Bytes converted;                      ///< what the views point into if the input was not DER
    BytesView version;                    ///< whole INTEGER
    BytesView digest_algorithms_element;  ///< whole SET
    std::vector<AlgorithmIdentifier> digest_algorithms;
    BytesView content_element;       ///< EncapsulatedContentInfo, whole
    BytesView content_type_element;  ///< whole OBJECT IDENTIFIER
    std::string content_type;
    std::optional<BytesView> content;     ///< eContent's octets; nothing in a detached one
    std::vector<BytesView> certificates;  ///< whole, of every CertificateChoices form
    BytesView revocation;                 ///< crls, whole; empty if absent
    std::vector<SignerInfo> signers;
};

/// Reads a ContentInfo with SignedData inside. What is BER in it is converted first, otherwise the views
/// point into `bytes`. Error: malformed_signature.
Result<SignedData> read_signed_data(BytesView bytes);

/// Attributes, at least one, each of another type (RFC 5652, 5.3). Errors: malformed_der.
Result<std::vector<Attribute>> read_attributes(BytesView set_content);

/// The members of `crls`: CRLs, and [1] with other forms of revocation values. Errors: malformed_der.
Result<std::vector<der::Element>> read_revocation_choices(const SignedData& data);

/// The unsigned attributes of a signer, none if there are none; a type may stand there more than once.
/// Errors: malformed_der.
Result<std::vector<Attribute>> read_unsigned_attributes(const SignerInfo& signer);

Result<AlgorithmIdentifier> read_algorithm(const der::Element& element);

}  // namespace qoltanba::crypto::cms
