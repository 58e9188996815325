#include "crypto/revocation/ocsp_structure.hpp"

#include "crypto/der/values.hpp"
#include "crypto/revocation/extensions.hpp"

#include <array>
#include <utility>

namespace qoltanba::crypto::ocsp {
namespace {

constexpr std::string_view id_basic = "1.3.6.1.5.5.7.48.1.1";

// Bounds against hostile input; answers here have one response and at most a short chain.
constexpr std::size_t most_octets = std::size_t{1024} * 1024;
constexpr std::size_t most_responses = 64;
constexpr std::size_t most_certificates = 16;

/// OCSPResponseStatus by its number (RFC 6960, 4.2.1).
constexpr std::array<std::string_view, 7> statuses{
    "successful", "malformedRequest", "internalError", "tryLater", "4", "sigRequired", "unauthorized"};

Error malformed(std::string detail) {
    return fail(ErrorCode::malformed_der, std::move(detail));
}

Result<std::int64_t> enumerated(const der::Element& element) {
    if (element.content.size() != 1 || (element.content.front() & 0x80U) != 0)
        return malformed("an ENUMERATED of more than seven bits");
    return element.content.front();
}

Result<Time> next_time(der::Reader& reader) {
    QOLTANBA_TRY(const auto element, reader.expect(der::Tag::generalized_time));
    return der::time_value(element);
}

/// CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber }
Result<CertificateIdentifier> read_identifier(der::Reader& outer) {
    QOLTANBA_TRY(auto reader, outer.enter(der::Tag::sequence));
    QOLTANBA_TRY(auto algorithm, reader.enter(der::Tag::sequence));
    QOLTANBA_TRY(const auto type, algorithm.expect(der::Tag::object_identifier));
    CertificateIdentifier identifier;
    QOLTANBA_TRY(identifier.hash, der::oid_text(type));
    QOLTANBA_TRY(const auto name, reader.expect(der::Tag::octet_string));
    QOLTANBA_TRY(const auto key, reader.expect(der::Tag::octet_string));
    QOLTANBA_TRY(const auto serial, reader.expect(der::Tag::integer));
    QOLTANBA_CHECK(reader.finish());
    identifier.issuer_name_hash = name.content;
    identifier.issuer_key_hash = key.content;
    identifier.serial_number = serial.content;
    return identifier;
}

/// RevokedInfo ::= SEQUENCE { revocationTime GeneralizedTime, [0] EXPLICIT CRLReason OPTIONAL }
Result<void> read_revoked(const der::Element& element, SingleResponse& response) {
    auto reader = der::Reader::inside(element);
    response.state = Revocation::revoked;
    QOLTANBA_TRY(response.revoked_at, next_time(reader));
    QOLTANBA_TRY(const auto wrapped, reader.optional(der::context(0)));
    QOLTANBA_CHECK(reader.finish());
    if (!wrapped) return {};
    QOLTANBA_TRY(const auto reason, der::read_single(wrapped->content, der::Tag::enumerated));
    QOLTANBA_TRY(const auto number, enumerated(reason));
    QOLTANBA_TRY(response.reason, revocation_reason(number));
    return {};
}

/// CertStatus ::= CHOICE { good [0] IMPLICIT NULL, revoked [1] IMPLICIT RevokedInfo, unknown [2] IMPLICIT
/// NULL }
Result<void> read_status(der::Reader& reader, SingleResponse& response) {
    QOLTANBA_TRY(const auto element, reader.next());
    if (element.tag == der::context(1)) return read_revoked(element, response);
    const bool good = element.tag == der::context_primitive(0);
    if (!good && element.tag != der::context_primitive(2)) return malformed("no certStatus");
    if (!element.content.empty()) return malformed("a NULL with octets");
    response.state = good ? Revocation::good : Revocation::unknown;
    return {};
}

/// Nothing critical may be passed over.
Result<std::vector<Extension>> read_known_extensions(const der::Element& wrapper) {
    QOLTANBA_TRY(const auto sequence, der::read_single(wrapper.content, der::Tag::sequence));
    QOLTANBA_TRY(auto extensions, read_extensions(sequence));
    for (const auto& extension : extensions) {
        if (extension.critical && extension.oid != id_nonce && extension.oid != id_extended_revoke)
            return malformed("the critical extension " + extension.oid + " is not known");
    }
    return extensions;
}

/// SingleResponse ::= SEQUENCE { certID, certStatus, thisUpdate, [0] EXPLICIT nextUpdate OPTIONAL,
/// [1] EXPLICIT singleExtensions OPTIONAL }
Result<SingleResponse> read_single_response(der::Reader& list) {
    QOLTANBA_TRY(auto reader, list.enter(der::Tag::sequence));
    SingleResponse response;
    QOLTANBA_TRY(response.identifier, read_identifier(reader));
    QOLTANBA_CHECK(read_status(reader, response));
    QOLTANBA_TRY(response.this_update, next_time(reader));
    QOLTANBA_TRY(const auto next_update, reader.optional(der::context(0)));
    if (next_update) {
        QOLTANBA_TRY(const auto element, der::read_single(next_update->content, der::Tag::generalized_time));
        QOLTANBA_TRY(response.next_update, der::time_value(element));
    }
    QOLTANBA_TRY(const auto extensions, reader.optional(der::context(1)));
    if (extensions) QOLTANBA_CHECK(read_known_extensions(*extensions));
    QOLTANBA_CHECK(reader.finish());
    return response;
}

/// ResponderID ::= CHOICE { byName [1] EXPLICIT Name, byKey [2] EXPLICIT OCTET STRING }
Result<void> read_responder(der::Reader& reader, BasicResponse& response) {
    QOLTANBA_TRY(const auto wrapper, reader.next());
    if (wrapper.tag == der::context(1)) {
        QOLTANBA_TRY(const auto name, der::read_single(wrapper.content, der::Tag::sequence));
        response.responder_name = name.whole;
        return {};
    }
    if (wrapper.tag != der::context(2)) return malformed("no ResponderID");
    QOLTANBA_TRY(const auto hash, der::read_single(wrapper.content, der::Tag::octet_string));
    response.responder_key_hash = hash.content;
    return {};
}

Result<void> read_response_extensions(const der::Element& wrapper, BasicResponse& response) {
    QOLTANBA_TRY(const auto extensions, read_known_extensions(wrapper));
    for (const auto& extension : extensions) {
        response.extended_revoke = response.extended_revoke || extension.oid == id_extended_revoke;
        if (extension.oid != id_nonce) continue;
        // Old responders leave the inner OCTET STRING out (RFC 9654, 2.1).
        const auto inner = der::read_single(extension.value, der::Tag::octet_string);
        response.nonce = copy_of(inner.has_value() ? inner->content : extension.value);
    }
    return {};
}

/// ResponseData ::= SEQUENCE { [0] EXPLICIT version DEFAULT v1, responderID, producedAt, responses SEQUENCE
/// OF, [1] EXPLICIT responseExtensions OPTIONAL }
Result<void> read_data(const der::Element& tbs, BasicResponse& response) {
    auto reader = der::Reader::inside(tbs);
    QOLTANBA_TRY(const auto version, reader.optional(der::context(0)));
    if (version && to_hex(version->content) != "020100") return malformed("no version 1");
    QOLTANBA_CHECK(read_responder(reader, response));
    QOLTANBA_TRY(response.produced_at, next_time(reader));
    QOLTANBA_TRY(auto list, reader.enter(der::Tag::sequence));
    while (!list.at_end()) {
        if (response.responses.size() == most_responses) return malformed("more responses than anybody asks");
        QOLTANBA_TRY(response.responses.emplace_back(), read_single_response(list));
    }
    QOLTANBA_TRY(const auto extensions, reader.optional(der::context(1)));
    if (extensions) QOLTANBA_CHECK(read_response_extensions(*extensions, response));
    return reader.finish();
}

/// BasicOCSPResponse ::= SEQUENCE { tbsResponseData, signatureAlgorithm, signature BIT STRING,
/// [0] EXPLICIT certs SEQUENCE OF Certificate OPTIONAL }
Result<BasicResponse> read_basic(BytesView der) {
    QOLTANBA_TRY(const auto sequence, der::read_single(der, der::Tag::sequence));
    auto reader = der::Reader::inside(sequence);
    QOLTANBA_TRY(const auto tbs, reader.expect(der::Tag::sequence));
    QOLTANBA_TRY(const auto algorithm, reader.expect(der::Tag::sequence));
    QOLTANBA_TRY(const auto signature, reader.expect(der::Tag::bit_string));
    QOLTANBA_TRY(const auto wrapped, reader.optional(der::context(0)));
    QOLTANBA_CHECK(reader.finish());
    BasicResponse response;
    response.tbs = tbs.whole;
    QOLTANBA_TRY(response.signature_algorithm, read_signature_algorithm(algorithm));
    QOLTANBA_TRY(response.signature, der::bit_string_octets(signature));
    QOLTANBA_CHECK(read_data(tbs, response));
    if (!wrapped) return response;
    QOLTANBA_TRY(const auto list, der::read_single(wrapped->content, der::Tag::sequence));
    auto certificates = der::Reader::inside(list);
    while (!certificates.at_end()) {
        if (response.certificates.size() == most_certificates) return malformed("too many certificates");
        QOLTANBA_TRY(const auto certificate, certificates.expect(der::Tag::sequence));
        response.certificates.push_back(certificate.whole);
    }
    return response;
}

/// OCSPResponse ::= SEQUENCE { responseStatus ENUMERATED, [0] EXPLICIT SEQUENCE { responseType,
/// response OCTET STRING } OPTIONAL }
Result<BasicResponse> read_outer(BytesView der) {
    QOLTANBA_TRY(const auto sequence, der::read_single(der, der::Tag::sequence));
    auto reader = der::Reader::inside(sequence);
    QOLTANBA_TRY(const auto status_element, reader.expect(der::Tag::enumerated));
    QOLTANBA_TRY(const auto status, enumerated(status_element));
    if (status != 0) {
        const bool known = static_cast<std::size_t>(status) < statuses.size();
        return fail(ErrorCode::ocsp_refused,
                    known ? std::string(statuses[static_cast<std::size_t>(status)]) : std::to_string(status));
    }
    QOLTANBA_TRY(const auto wrapped, reader.expect(der::context(0)));
    QOLTANBA_CHECK(reader.finish());
    QOLTANBA_TRY(const auto typed, der::read_single(wrapped.content, der::Tag::sequence));
    auto inside = der::Reader::inside(typed);
    QOLTANBA_TRY(const auto type_element, inside.expect(der::Tag::object_identifier));
    QOLTANBA_TRY(const auto type, der::oid_text(type_element));
    if (type != id_basic) return malformed("not a basic response but " + type);
    QOLTANBA_TRY(const auto octets, inside.expect(der::Tag::octet_string));
    QOLTANBA_CHECK(inside.finish());
    return read_basic(octets.content);
}

}  // namespace

Result<BasicResponse> read_response(BytesView der) {
    if (der.size() > most_octets) return fail(ErrorCode::malformed_ocsp_response, "larger than any answer");
    auto response = read_outer(der);
    if (response.has_value() || response.error().code == ErrorCode::ocsp_refused) return response;
    return because(ErrorCode::malformed_ocsp_response, "no OCSPResponse", response.error());
}

}  // namespace qoltanba::crypto::ocsp
