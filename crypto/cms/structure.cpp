#include "crypto/cms/structure.hpp"

#include "crypto/der/values.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::crypto::cms {
namespace {

Error malformed(std::string detail) {
    return fail(ErrorCode::malformed_der, std::move(detail));
}

/// Every element of a SET OF, at most `limit` of them.
Result<std::vector<der::Element>> read_elements(BytesView set_content, std::size_t limit) {
    std::vector<der::Element> elements;
    der::Reader reader(set_content);
    while (!reader.at_end()) {
        if (elements.size() == limit) return malformed("more than " + std::to_string(limit) + " elements");
        QOLTANBA_TRY(elements.emplace_back(), reader.next());
    }
    return elements;
}

/// Attribute ::= SEQUENCE { attrType OBJECT IDENTIFIER, attrValues SET OF AttributeValue } (RFC 5652, 5.3)
Result<Attribute> read_attribute(const der::Element& element) {
    if (element.tag != der::Tag::sequence) return malformed("an attribute that is no SEQUENCE");
    auto reader = der::Reader::inside(element);
    QOLTANBA_TRY(const auto type, reader.expect(der::Tag::object_identifier));
    QOLTANBA_TRY(const auto values, reader.expect(der::Tag::set));
    QOLTANBA_CHECK(reader.finish());

    Attribute attribute;
    attribute.whole = element.whole;
    QOLTANBA_TRY(attribute.type, der::oid_text(type));
    QOLTANBA_TRY(attribute.values, read_elements(values.content, attribute_limit));
    if (attribute.values.empty()) return malformed("an attribute without a value");
    return attribute;
}

/// SignerIdentifier with the version that goes with it: 1 for issuerAndSerialNumber, 3 for
/// subjectKeyIdentifier (RFC 5652, 5.3).
Result<SignerIdentifier> read_signer_identifier(der::Reader& reader, std::int64_t version) {
    SignerIdentifier identifier;
    if (reader.next_is(der::context_primitive(0))) {
        if (version != 3) return malformed("a SignerInfo by key identifier is of version 3");
        QOLTANBA_TRY(const auto key, reader.next());
        if (key.content.empty()) return malformed("an empty key identifier");
        identifier.key_identifier = key.content;
        return identifier;
    }
    if (version != 1) return malformed("a SignerInfo by issuer and serial number is of version 1");
    QOLTANBA_TRY(auto inside, reader.enter(der::Tag::sequence));
    QOLTANBA_TRY(const auto issuer, inside.expect(der::Tag::sequence));
    QOLTANBA_TRY(const auto serial, inside.expect(der::Tag::integer));
    QOLTANBA_CHECK(inside.finish());
    identifier.issuer = issuer.whole;
    identifier.serial_number = serial.content;
    return identifier;
}

Result<AlgorithmIdentifier> next_algorithm(der::Reader& reader) {
    QOLTANBA_TRY(const auto element, reader.next());
    return read_algorithm(element);
}

/// SignerInfo ::= SEQUENCE { version, sid, digestAlgorithm, [0] signedAttrs OPTIONAL, signatureAlgorithm,
/// signature OCTET STRING, [1] unsignedAttrs OPTIONAL } (RFC 5652, 5.3)
Result<SignerInfo> read_signer(const der::Element& element) {
    if (element.tag != der::Tag::sequence) return malformed("a SignerInfo that is no SEQUENCE");
    auto reader = der::Reader::inside(element);
    SignerInfo signer;
    signer.whole = element.whole;
    QOLTANBA_TRY(const auto version_element, reader.expect(der::Tag::integer));
    QOLTANBA_TRY(const auto version, der::small_integer(version_element));
    QOLTANBA_TRY(signer.identifier, read_signer_identifier(reader, version));
    QOLTANBA_TRY(signer.digest_algorithm, next_algorithm(reader));
    QOLTANBA_TRY(const auto signed_attributes, reader.optional(der::context(0)));
    if (signed_attributes) {
        signer.signed_attributes_element = signed_attributes->whole;
        QOLTANBA_TRY(signer.signed_attributes, read_attributes(signed_attributes->content));
    }
    QOLTANBA_TRY(signer.signature_algorithm, next_algorithm(reader));
    QOLTANBA_TRY(const auto signature, reader.expect(der::Tag::octet_string));
    signer.signature = signature.content;
    // Unsigned attributes take no part in this signature; that they are whole elements is all that is asked.
    QOLTANBA_TRY(const auto unsigned_attributes, reader.optional(der::context(1)));
    if (unsigned_attributes) {
        signer.unsigned_attributes_element = unsigned_attributes->whole;
        QOLTANBA_CHECK(read_elements(unsigned_attributes->content, attribute_limit));
    }
    QOLTANBA_CHECK(reader.finish());
    signer.signed_fields =
        element.content.first(element.content.size() - signer.unsigned_attributes_element.size());
    return signer;
}

/// EncapsulatedContentInfo ::= SEQUENCE { eContentType, [0] EXPLICIT OCTET STRING OPTIONAL } (RFC 5652, 5.2)
Result<void> read_content(der::Reader& outer, SignedData& data) {
    QOLTANBA_TRY(const auto element, outer.expect(der::Tag::sequence));
    data.content_element = element.whole;
    auto reader = der::Reader::inside(element);
    QOLTANBA_TRY(const auto type, reader.expect(der::Tag::object_identifier));
    data.content_type_element = type.whole;
    QOLTANBA_TRY(data.content_type, der::oid_text(type));
    QOLTANBA_TRY(const auto wrapped, reader.optional(der::context(0)));
    if (wrapped) {
        QOLTANBA_TRY(const auto content, der::read_single(wrapped->content, der::Tag::octet_string));
        data.content = content.content;
    }
    return reader.finish();
}

Result<void> read_digest_algorithms(der::Reader& outer, SignedData& data) {
    QOLTANBA_TRY(const auto set, outer.expect(der::Tag::set));
    data.digest_algorithms_element = set.whole;
    QOLTANBA_TRY(const auto elements, read_elements(set.content, signer_limit));
    for (const auto& element : elements) {
        QOLTANBA_TRY(data.digest_algorithms.emplace_back(), read_algorithm(element));
    }
    return {};
}

/// CertificateChoices (RFC 5652, 10.2.2): a certificate, or [0] to [3] for forms that are carried unread.
Result<void> read_certificates(der::Reader& outer, SignedData& data) {
    QOLTANBA_TRY(const auto set, outer.optional(der::context(0)));
    if (!set) return {};
    QOLTANBA_TRY(const auto elements, read_elements(set->content, certificate_limit));
    for (const auto& element : elements) {
        const bool known = element.tag == der::Tag::sequence ||
                           (element.tag >= der::context(0) && element.tag <= der::context(3));
        if (!known) return malformed("something else among the certificates");
        data.certificates.push_back(element.whole);
    }
    return {};
}

/// SignedData ::= SEQUENCE { version, digestAlgorithms SET, encapContentInfo, [0] certificates OPTIONAL,
/// [1] crls OPTIONAL, signerInfos SET } (RFC 5652, 5.1)
Result<SignedData> read_inside(der::Reader reader) {
    SignedData data;
    QOLTANBA_TRY(const auto version, reader.expect(der::Tag::integer));
    QOLTANBA_TRY(const auto number, der::small_integer(version));
    if (number != 1 && (number < 3 || number > 5)) return malformed("no version of SignedData");
    data.version = version.whole;
    QOLTANBA_CHECK(read_digest_algorithms(reader, data));
    QOLTANBA_CHECK(read_content(reader, data));
    QOLTANBA_CHECK(read_certificates(reader, data));
    QOLTANBA_TRY(const auto revocation, reader.optional(der::context(1)));
    if (revocation) data.revocation = revocation->whole;
    QOLTANBA_TRY(const auto signers, reader.expect(der::Tag::set));
    QOLTANBA_CHECK(reader.finish());
    QOLTANBA_TRY(const auto elements, read_elements(signers.content, signer_limit));
    for (const auto& element : elements) {
        QOLTANBA_TRY(data.signers.emplace_back(), read_signer(element));
    }
    return data;
}

/// ContentInfo ::= SEQUENCE { contentType, [0] EXPLICIT content } (RFC 5652, 3)
Result<SignedData> read_content_info(BytesView bytes) {
    QOLTANBA_TRY(const auto info, der::read_single(bytes, der::Tag::sequence));
    auto reader = der::Reader::inside(info);
    QOLTANBA_TRY(const auto type_element, reader.expect(der::Tag::object_identifier));
    QOLTANBA_TRY(const auto type, der::oid_text(type_element));
    if (type != id_signed_data) return malformed("not SignedData but " + type);
    QOLTANBA_TRY(const auto wrapped, reader.expect(der::context(0)));
    QOLTANBA_CHECK(reader.finish());
    QOLTANBA_TRY(const auto signed_data, der::read_single(wrapped.content, der::Tag::sequence));
    return read_inside(der::Reader::inside(signed_data));
}

Result<SignedData> convert_and_read(BytesView bytes) {
    QOLTANBA_TRY(auto converted, der::ber_to_der(bytes));
    QOLTANBA_TRY(auto data, read_content_info(converted));
    data.converted = std::move(converted);  // the octets stay where they are, and so do the views
    return data;
}

}  // namespace

Result<AlgorithmIdentifier> read_algorithm(const der::Element& element) {
    if (element.tag != der::Tag::sequence) return malformed("an algorithm that is no SEQUENCE");
    auto reader = der::Reader::inside(element);
    QOLTANBA_TRY(const auto type, reader.expect(der::Tag::object_identifier));
    AlgorithmIdentifier algorithm;
    algorithm.whole = element.whole;
    QOLTANBA_TRY(algorithm.oid, der::oid_text(type));
    if (reader.at_end()) {
        algorithm.plain = true;
        return algorithm;
    }
    QOLTANBA_TRY(const auto parameters, reader.next());
    QOLTANBA_CHECK(reader.finish());
    algorithm.plain = parameters.tag == der::Tag::null && parameters.content.empty();
    return algorithm;
}

Result<std::vector<Attribute>> read_attributes(BytesView set_content) {
    QOLTANBA_TRY(const auto elements, read_elements(set_content, attribute_limit));
    if (elements.empty()) return malformed("no attributes where there must be some");
    std::vector<Attribute> attributes;
    for (const auto& element : elements) {
        QOLTANBA_TRY(auto attribute, read_attribute(element));
        const bool repeated = std::any_of(attributes.begin(), attributes.end(),
                                          [&](const Attribute& a) { return a.type == attribute.type; });
        if (repeated) return malformed("two attributes of the type " + attribute.type);
        attributes.push_back(std::move(attribute));
    }
    return attributes;
}

Result<std::vector<der::Element>> read_revocation_choices(const SignedData& data) {
    if (data.revocation.empty()) return std::vector<der::Element>{};
    QOLTANBA_TRY(const auto set, der::read_single(data.revocation, der::context(1)));
    return read_elements(set.content, revocation_limit);
}

Result<std::vector<Attribute>> read_unsigned_attributes(const SignerInfo& signer) {
    std::vector<Attribute> attributes;
    if (signer.unsigned_attributes_element.empty()) return attributes;
    QOLTANBA_TRY(const auto set, der::read_single(signer.unsigned_attributes_element, der::context(1)));
    QOLTANBA_TRY(const auto elements, read_elements(set.content, attribute_limit));
    for (const auto& element : elements) {
        QOLTANBA_TRY(attributes.emplace_back(), read_attribute(element));
    }
    return attributes;
}

Result<SignedData> read_signed_data(BytesView bytes) {
    // Nearly all are DER; those are read where they stand, without copying their content.
    if (auto data = read_content_info(bytes)) return data;
    auto data = convert_and_read(bytes);
    if (data.has_error())
        return because(ErrorCode::malformed_signature, "not a CMS SignedData", data.error());
    return data;
}

}  // namespace qoltanba::crypto::cms
