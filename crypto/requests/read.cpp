#include "crypto/algorithms/signed_octets.hpp"
#include "crypto/base/base64.hpp"
#include "crypto/certificates/extension_types.hpp"
#include "crypto/der/reader.hpp"
#include "crypto/der/text.hpp"
#include "crypto/der/values.hpp"
#include "crypto/requests/request.hpp"
#include "crypto/requests/types.hpp"

namespace qoltanba::crypto {
namespace {

using der::Reader;
using der::Tag;

// Far above any request in use; a bound for hostile input.
constexpr std::size_t most_octets = std::size_t{64} * 1024;

/// What extensionRequest asks for.
struct Wanted {
    std::vector<std::string> extended_key_usage;
    std::optional<unsigned> key_usage;
    std::vector<std::string> emails;
};

Result<void> read_extended_key_usage(Wanted& wanted, BytesView value) {
    QOLTANBA_TRY(const auto sequence, der::read_single(value, Tag::sequence));
    auto purposes = Reader::inside(sequence);
    while (!purposes.at_end()) {
        QOLTANBA_TRY(const auto purpose, purposes.expect(Tag::object_identifier));
        QOLTANBA_TRY(auto oid, der::oid_text(purpose));
        wanted.extended_key_usage.push_back(std::move(oid));
    }
    return {};
}

Result<void> read_key_usage(Wanted& wanted, BytesView value) {
    QOLTANBA_TRY(const auto element, der::read_single(value, Tag::bit_string));
    QOLTANBA_TRY(wanted.key_usage, der::named_bits(element));
    return {};
}

/// GeneralNames, of which the rfc822Names [1] are kept (RFC 5280, 4.2.1.6).
Result<void> read_alternative_names(Wanted& wanted, BytesView value) {
    QOLTANBA_TRY(const auto sequence, der::read_single(value, Tag::sequence));
    auto names = Reader::inside(sequence);
    while (!names.at_end()) {
        QOLTANBA_TRY(const auto name, names.next());
        if (name.tag != der::context_primitive(1)) continue;
        QOLTANBA_TRY(auto email, der::ascii(name.content));
        wanted.emails.push_back(std::move(email));
    }
    return {};
}

Result<void> read_extension(Wanted& wanted, Reader extension) {
    QOLTANBA_TRY(const auto type, extension.expect(Tag::object_identifier));
    QOLTANBA_TRY(const auto oid, der::oid_text(type));
    QOLTANBA_CHECK(extension.optional(Tag::boolean));
    QOLTANBA_TRY(const auto value, extension.expect(Tag::octet_string));
    QOLTANBA_CHECK(extension.finish());
    if (oid == extension_type::extended_key_usage) return read_extended_key_usage(wanted, value.content);
    if (oid == extension_type::key_usage) return read_key_usage(wanted, value.content);
    if (oid == extension_type::subject_alternative_name) return read_alternative_names(wanted, value.content);
    return {};
}

/// Attribute ::= SEQUENCE { type, values SET OF }; the value of extensionRequest is Extensions.
Result<void> read_attribute(Wanted& wanted, Reader attribute) {
    QOLTANBA_TRY(const auto type, attribute.expect(Tag::object_identifier));
    QOLTANBA_TRY(const auto oid, der::oid_text(type));
    QOLTANBA_TRY(auto values, attribute.enter(Tag::set));
    QOLTANBA_CHECK(attribute.finish());
    if (oid != id_extension_request) return {};
    QOLTANBA_TRY(auto extensions, values.enter(Tag::sequence));
    QOLTANBA_CHECK(values.finish());
    while (!extensions.at_end()) {
        QOLTANBA_TRY(const auto extension, extensions.enter(Tag::sequence));
        QOLTANBA_CHECK(read_extension(wanted, extension));
    }
    return {};
}

/// CertificationRequestInfo (RFC 2986, 4.1), its views pointing into the request.
struct Information {
    Name subject;
    BytesView spki;
    Wanted wanted;
};

Result<Information> read_information(Reader reader) {
    QOLTANBA_TRY(const auto version, reader.expect(Tag::integer));
    QOLTANBA_TRY(const auto number, der::small_integer(version));
    if (number != 0) return fail(ErrorCode::malformed_certificate_request, "another version than 1");
    Information read;
    QOLTANBA_TRY(const auto subject, reader.expect(Tag::sequence));
    QOLTANBA_TRY(read.subject, Name::from_der(subject.whole));
    QOLTANBA_TRY(const auto spki, reader.expect(Tag::sequence));
    read.spki = spki.whole;
    // Some programs leave empty attributes out, though the standard does not.
    QOLTANBA_TRY(const auto attributes, reader.optional(der::context(0)));
    QOLTANBA_CHECK(reader.finish());
    if (!attributes) return read;
    auto each = Reader::inside(*attributes);
    while (!each.at_end()) {
        QOLTANBA_TRY(const auto attribute, each.enter(Tag::sequence));
        QOLTANBA_CHECK(read_attribute(read.wanted, attribute));
    }
    return read;
}

Result<CertificateRequest> read(BytesView request) {
    QOLTANBA_TRY(const auto all, der::read_single(request, Tag::sequence));
    auto reader = Reader::inside(all);
    QOLTANBA_TRY(const auto information, reader.expect(Tag::sequence));
    QOLTANBA_TRY(auto algorithm, reader.enter(Tag::sequence));
    QOLTANBA_TRY(const auto type, algorithm.expect(Tag::object_identifier));
    QOLTANBA_TRY(const auto signature_oid, der::oid_text(type));
    QOLTANBA_TRY(const auto value, reader.expect(Tag::bit_string));
    QOLTANBA_TRY(const auto signature, der::bit_string_octets(value));
    QOLTANBA_CHECK(reader.finish());
    QOLTANBA_TRY(auto asked, read_information(Reader::inside(information)));
    QOLTANBA_TRY(auto key, PublicKey::from_spki(asked.spki));
    QOLTANBA_CHECK(verify_signed_octets(key, signature_oid, information.whole, signature));
    return CertificateRequest{.der = copy_of(request),
                              .subject = std::move(asked.subject),
                              .key = std::move(key),
                              .extended_key_usage = std::move(asked.wanted.extended_key_usage),
                              .key_usage = asked.wanted.key_usage,
                              .emails = std::move(asked.wanted.emails)};
}

Error malformed(const char* detail, Error cause) {
    return because(ErrorCode::malformed_certificate_request, detail, std::move(cause));
}

}  // namespace

Result<CertificateRequest> read_certificate_request(BytesView der) {
    if (der.size() > most_octets)
        return fail(ErrorCode::malformed_certificate_request, "larger than any request");
    auto request = read(der);
    if (request.has_error() && request.error().code == ErrorCode::malformed_der)
        return malformed("not a PKCS#10 request", std::move(request).error());
    return request;
}

Result<CertificateRequest> read_certificate_request_file(BytesView content) {
    constexpr std::uint8_t sequence = 0x30;  // as a character "0", which no base64 of a request begins with
    if (content.size() > 2 * most_octets)
        return fail(ErrorCode::malformed_certificate_request, "larger than any request");
    if (!content.empty() && content.front() == sequence) return read_certificate_request(content);
    auto der = from_pem(text_of(content));
    if (der.has_error()) return malformed("neither DER nor PEM nor base64", std::move(der).error());
    return read_certificate_request(*der);
}

}  // namespace qoltanba::crypto
