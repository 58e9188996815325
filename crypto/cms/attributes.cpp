#include "crypto/cms/attributes.hpp"

#include "crypto/der/values.hpp"
#include "crypto/der/writer.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::crypto::cms {
namespace {

constexpr std::string_view id_content_type = "1.2.840.113549.1.9.3";
constexpr std::string_view id_message_digest = "1.2.840.113549.1.9.4";
constexpr std::string_view id_signing_time = "1.2.840.113549.1.9.5";
constexpr std::string_view id_signing_certificate = "1.2.840.113549.1.9.16.2.12";
constexpr std::string_view id_signing_certificate_v2 = "1.2.840.113549.1.9.16.2.47";

Bytes attribute(std::string_view type, Bytes value) {
    return der::sequence({der::object_identifier(type), der::set_of({std::move(value)})});
}

/// SigningCertificateV2 ::= SEQUENCE { certs SEQUENCE OF ESSCertIDv2 } with one ESSCertIDv2 ::= SEQUENCE {
/// hashAlgorithm DEFAULT SHA-256, certHash } (RFC 5035, 3 and 4). A default is left out of DER (X.690, 11.5).
Bytes signing_certificate_v2(const Certificate& certificate) {
    const auto digest = digest_of(DigestAlgorithm::sha256, certificate.der());
    return der::sequence({der::sequence({der::sequence({der::octet_string(digest)})})});
}

/// SigningCertificate ::= SEQUENCE { certs SEQUENCE OF ESSCertID, policies OPTIONAL } (RFC 5035, 5); V2 has
/// the same shape. The first certificate is the signer's. The issuerSerial beside its digest is a hint only
/// (EN 319 122-1, 5.2.2).
Result<CertificateDigest> read_signing_certificate(const der::Element& value, bool v2) {
    QOLTANBA_TRY(auto reader, der::Reader(value.whole).enter(der::Tag::sequence));
    QOLTANBA_TRY(auto certificates, reader.enter(der::Tag::sequence));
    QOLTANBA_TRY(auto first, certificates.enter(der::Tag::sequence));
    CertificateDigest found;
    found.algorithm = v2 ? DigestAlgorithm::sha256 : DigestAlgorithm::sha1;
    if (v2 && first.next_is(der::Tag::sequence)) {
        QOLTANBA_TRY(const auto element, first.next());
        QOLTANBA_TRY(const auto algorithm, read_algorithm(element));
        found.algorithm = algorithm.plain ? digest_by_oid(algorithm.oid) : std::nullopt;
    }
    QOLTANBA_TRY(const auto digest, first.expect(der::Tag::octet_string));
    found.digest = digest.content;
    return found;
}

/// The value of an attribute that must have just one (RFC 5652, 11.1 to 11.3; RFC 5035, 3 and 5).
Result<der::Element> single_value(const Attribute& attribute) {
    if (attribute.values.size() != 1) {
        return fail(ErrorCode::malformed_der, "several values of the attribute " + attribute.type);
    }
    return attribute.values.front();
}

Result<void> read_attribute_into(SignedAttributes& found, const Attribute& attribute) {
    if (attribute.type == id_content_type) {
        QOLTANBA_TRY(const auto value, single_value(attribute));
        QOLTANBA_TRY(found.content_type, der::oid_text(value));
    } else if (attribute.type == id_message_digest) {
        QOLTANBA_TRY(const auto value, single_value(attribute));
        QOLTANBA_TRY(const auto digest, der::read_single(value.whole, der::Tag::octet_string));
        found.message_digest = digest.content;
    } else if (attribute.type == id_signing_time) {
        QOLTANBA_TRY(const auto value, single_value(attribute));
        QOLTANBA_TRY(found.signing_time, der::time_value(value));
    } else if (attribute.type == id_signing_certificate || attribute.type == id_signing_certificate_v2) {
        QOLTANBA_TRY(const auto value, single_value(attribute));
        QOLTANBA_TRY(found.signing_certificates.emplace_back(),
                     read_signing_certificate(value, attribute.type == id_signing_certificate_v2));
    }
    return {};
}

}  // namespace

Bytes make_signed_attributes(BytesView content_type_element, BytesView message_digest, Time signing_time,
                             const Certificate& certificate) {
    return der::set_of({attribute(id_content_type, copy_of(content_type_element)),
                        attribute(id_signing_time, der::time(signing_time)),
                        attribute(id_message_digest, der::octet_string(message_digest)),
                        attribute(id_signing_certificate_v2, signing_certificate_v2(certificate))});
}

Result<SignedAttributes> read_signed_attributes(const std::vector<Attribute>& attributes) {
    SignedAttributes found;
    for (const auto& attribute : attributes) {
        auto read = read_attribute_into(found, attribute);
        if (read.has_error()) {
            return because(ErrorCode::malformed_signature, "attribute " + attribute.type, read.error());
        }
    }
    // RFC 5652, 5.3: both are mandatory where there are signed attributes.
    if (found.content_type.empty() || found.message_digest.empty()) {
        return fail(ErrorCode::malformed_signature, "signed attributes without contentType or messageDigest");
    }
    return found;
}

Bytes digest_as_written(DigestAlgorithm algorithm, const SignerInfo& signer) {
    const auto tag = static_cast<std::uint8_t>(der::Tag::set);
    Hasher hasher(algorithm);
    hasher.update({&tag, 1});
    hasher.update(signer.signed_attributes_element.subspan(1));
    return hasher.finish();
}

std::optional<Bytes> digest_if_sorted(DigestAlgorithm algorithm, const SignerInfo& signer) {
    std::vector<Bytes> attributes;
    attributes.reserve(signer.signed_attributes.size());
    for (const auto& attribute : signer.signed_attributes) attributes.push_back(copy_of(attribute.whole));
    if (std::is_sorted(attributes.begin(), attributes.end())) return std::nullopt;
    return digest_of(algorithm, der::set_of(std::move(attributes)));
}

bool looks_like_signed_attributes(BytesView content) {
    const auto set = der::read_single(content, der::Tag::set);
    if (set.has_error()) return false;
    const auto attributes = read_attributes(set->content);
    if (attributes.has_error()) return false;
    return std::any_of(attributes->begin(), attributes->end(),
                       [](const Attribute& attribute) { return attribute.type == id_message_digest; });
}

}  // namespace qoltanba::crypto::cms
