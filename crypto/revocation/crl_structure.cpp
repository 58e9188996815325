#include "crypto/revocation/crl_structure.hpp"

#include "crypto/certificates/extension_types.hpp"
#include "crypto/der/values.hpp"
#include "crypto/revocation/extensions.hpp"

#include <utility>

namespace qoltanba::crypto::crl {
namespace {

constexpr std::string_view id_crl_number = "2.5.29.20";
constexpr std::string_view id_delta_indicator = "2.5.29.27";
constexpr std::string_view id_distribution_point = "2.5.29.28";

Error malformed(std::string detail) {
    return fail(ErrorCode::malformed_der, std::move(detail));
}

Result<Bytes> read_number(BytesView value) {
    QOLTANBA_TRY(const auto element, der::read_single(value, der::Tag::integer));
    return der::unsigned_integer(element);
}

/// AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0], ... }
Result<BytesView> read_key_identifier(BytesView value) {
    QOLTANBA_TRY(const auto sequence, der::read_single(value, der::Tag::sequence));
    auto reader = der::Reader::inside(sequence);
    QOLTANBA_TRY(const auto identifier, reader.optional(der::context_primitive(0)));
    return identifier ? identifier->content : BytesView{};
}

Result<void> read_extension(const Extension& extension, CertificateList& list) {
    if (extension.oid == id_distribution_point) {
        QOLTANBA_TRY(list.scope, read_scope(extension.value));
    } else if (extension.oid == id_crl_number) {
        QOLTANBA_TRY(list.number, read_number(extension.value));
    } else if (extension.oid == id_delta_indicator) {
        QOLTANBA_TRY(list.base_number, read_number(extension.value));
    } else if (extension.oid == extension_type::authority_key_identifier) {
        QOLTANBA_TRY(list.authority_key_identifier, read_key_identifier(extension.value));
    } else if (extension.critical) {
        return fail(ErrorCode::crl_scope_unsupported, "the critical extension " + extension.oid);
    }
    return {};
}

Result<Time> next_time(der::Reader& reader) {
    QOLTANBA_TRY(const auto element, reader.next());
    return der::time_value(element);
}

/// TBSCertList ::= SEQUENCE { version v2(1) OPTIONAL, signature, issuer, thisUpdate, nextUpdate OPTIONAL,
/// revokedCertificates SEQUENCE OF OPTIONAL, [0] EXPLICIT crlExtensions OPTIONAL }. Gives the
/// algorithm named inside.
Result<std::string> read_tbs(const der::Element& tbs, CertificateList& list) {
    auto reader = der::Reader::inside(tbs);
    QOLTANBA_TRY(const auto version, reader.optional(der::Tag::integer));
    if (version && to_hex(version->content) != "01") return malformed("no version 2");
    QOLTANBA_TRY(const auto algorithm_element, reader.expect(der::Tag::sequence));
    QOLTANBA_TRY(const auto algorithm, read_signature_algorithm(algorithm_element));
    QOLTANBA_TRY(const auto issuer, reader.expect(der::Tag::sequence));
    list.issuer = issuer.whole;
    QOLTANBA_TRY(list.this_update, next_time(reader));
    if (reader.next_is(der::Tag::utc_time) || reader.next_is(der::Tag::generalized_time)) {
        QOLTANBA_TRY(list.next_update, next_time(reader));
    }
    QOLTANBA_TRY(const auto entries, reader.optional(der::Tag::sequence));
    if (entries) list.entries = entries->content;
    QOLTANBA_TRY(const auto wrapper, reader.optional(der::context(0)));
    QOLTANBA_CHECK(reader.finish());
    if (!wrapper) return algorithm;
    if (!version) return malformed("extensions in a list of version 1");
    QOLTANBA_TRY(const auto sequence, der::read_single(wrapper->content, der::Tag::sequence));
    QOLTANBA_TRY(const auto extensions, read_extensions(sequence));
    for (const auto& extension : extensions) QOLTANBA_CHECK(read_extension(extension, list));
    return algorithm;
}

/// CertificateList ::= SEQUENCE { tbsCertList, signatureAlgorithm, signatureValue BIT STRING }
Result<CertificateList> read(BytesView der) {
    QOLTANBA_TRY(const auto sequence, der::read_single(der, der::Tag::sequence));
    auto reader = der::Reader::inside(sequence);
    QOLTANBA_TRY(const auto tbs, reader.expect(der::Tag::sequence));
    QOLTANBA_TRY(const auto algorithm, reader.expect(der::Tag::sequence));
    QOLTANBA_TRY(const auto signature, reader.expect(der::Tag::bit_string));
    QOLTANBA_CHECK(reader.finish());
    CertificateList list;
    list.tbs = tbs.whole;
    QOLTANBA_TRY(list.signature, der::bit_string_octets(signature));
    QOLTANBA_TRY(list.signature_algorithm, read_signature_algorithm(algorithm));
    QOLTANBA_TRY(const auto inner, read_tbs(tbs, list));
    // RFC 5280, 5.1.1.2 wants the same octets; the national authority's writer puts NULL into one of the two.
    if (inner != list.signature_algorithm)
        return malformed("the signature algorithm inside differs from the one outside");
    return list;
}

}  // namespace

Result<CertificateList> read_list(BytesView der) {
    auto list = read(der);
    if (list.has_value() || list.error().code == ErrorCode::crl_scope_unsupported) return list;
    return because(ErrorCode::malformed_crl, "no CertificateList", list.error());
}

}  // namespace qoltanba::crypto::crl
