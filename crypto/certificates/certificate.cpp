#include "crypto/certificates/certificate.hpp"

#include "crypto/algorithms/signed_octets.hpp"
#include "crypto/base/base64.hpp"
#include "crypto/certificates/addresses.hpp"
#include "crypto/certificates/extension_types.hpp"
#include "crypto/der/reader.hpp"
#include "crypto/der/values.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace qoltanba::crypto {

/// Views point into `der`, which never moves: the object is made on the heap and not changed after reading.
struct Certificate::Fields {
    Bytes der;
    BytesView tbs;
    Name subject;
    Name issuer;
    BytesView serial_number;
    Time not_before{};
    Time not_after{};
    BytesView spki;
    std::string signature_algorithm;
    BytesView signature;
    std::vector<std::string> extended_key_usage;
    bool extended_key_usage_is_critical = false;
    std::optional<unsigned> key_usage;
    BytesView subject_key_identifier;
    BytesView authority_key_identifier;
    std::optional<BasicConstraints> basic_constraints;
    bool has_ocsp_no_check = false;
    Addresses addresses;
    bool has_unknown_critical_extension = false;
};

namespace {

using Fields = Certificate::Fields;
using der::Element;
using der::Reader;
using der::Tag;

// Far above any certificate in use (RFC 5280 wants 20 octets for a serial number); a bound for hostile input.
constexpr std::size_t most_octets = std::size_t{64} * 1024;
constexpr std::size_t most_serial_octets = 64;

Error malformed(std::string detail) {
    return fail(ErrorCode::malformed_certificate, std::move(detail));
}

// --- Extensions (RFC 5280, 4.2) ---

/// BOOLEAN DEFAULT FALSE. The default is not to be written, but some writers do.
Result<bool> read_default_false(Reader& reader) {
    QOLTANBA_TRY(const auto element, reader.optional(Tag::boolean));
    if (!element) return false;
    const auto content = element->content;
    if (content.size() != 1 || (content[0] != 0x00 && content[0] != 0xFF)) return malformed("a BOOLEAN");
    return content[0] != 0x00;
}

Result<void> read_key_usage(Fields& fields, BytesView value) {
    if (fields.key_usage) return malformed("keyUsage stands twice");
    QOLTANBA_TRY(const auto element, der::read_single(value, Tag::bit_string));
    QOLTANBA_TRY(fields.key_usage, der::named_bits(element));
    return {};
}

Result<void> read_extended_key_usage(Fields& fields, BytesView value) {
    if (!fields.extended_key_usage.empty()) return malformed("extKeyUsage stands twice");
    QOLTANBA_TRY(const auto sequence, der::read_single(value, Tag::sequence));
    auto purposes = Reader::inside(sequence);
    do {  // SEQUENCE SIZE (1..MAX)
        QOLTANBA_TRY(const auto purpose, purposes.expect(Tag::object_identifier));
        QOLTANBA_TRY(auto oid, der::oid_text(purpose));
        fields.extended_key_usage.push_back(std::move(oid));
    } while (!purposes.at_end());
    return {};
}

Result<void> read_basic_constraints(Fields& fields, BytesView value) {
    if (fields.basic_constraints) return malformed("basicConstraints stands twice");
    QOLTANBA_TRY(const auto sequence, der::read_single(value, Tag::sequence));
    auto reader = Reader::inside(sequence);
    auto& constraints = fields.basic_constraints.emplace();
    QOLTANBA_TRY(constraints.ca, read_default_false(reader));
    QOLTANBA_TRY(const auto path_length, reader.optional(Tag::integer));
    QOLTANBA_CHECK(reader.finish());
    if (!path_length) return {};
    QOLTANBA_TRY(const auto length, der::small_integer(*path_length));
    if (length < 0) return malformed("a negative pathLenConstraint");
    constexpr std::int64_t most = std::numeric_limits<int>::max();
    constraints.path_length = static_cast<int>(std::min(length, most));
    return {};
}

Result<void> read_subject_key_identifier(Fields& fields, BytesView value) {
    if (!fields.subject_key_identifier.empty()) return malformed("subjectKeyIdentifier stands twice");
    QOLTANBA_TRY(const auto identifier, der::read_single(value, Tag::octet_string));
    fields.subject_key_identifier = identifier.content;
    return {};
}

/// AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0], authorityCertIssuer [1], ... }; only the first is
/// of use, issuers are found by name.
Result<void> read_authority_key_identifier(Fields& fields, BytesView value) {
    if (!fields.authority_key_identifier.empty()) return malformed("authorityKeyIdentifier stands twice");
    QOLTANBA_TRY(const auto sequence, der::read_single(value, Tag::sequence));
    auto reader = Reader::inside(sequence);
    QOLTANBA_TRY(const auto identifier, reader.optional(der::context_primitive(0)));
    if (identifier) fields.authority_key_identifier = identifier->content;
    return {};
}

Result<void> read_ocsp_no_check(Fields& fields, BytesView /*value*/) {
    fields.has_ocsp_no_check = true;
    return {};
}

/// Known, but nothing to read here: subjectAltName says more names, certificatePolicies limits nothing where
/// any policy is accepted (RFC 5280, 6.1.1 (c)).
Result<void> pass_over(Fields& /*fields*/, BytesView /*value*/) {
    return {};
}

struct KnownExtension {
    std::string_view oid;
    Result<void> (*read)(Fields&, BytesView);
};

constexpr std::array known_extensions{
    KnownExtension{extension_type::key_usage, read_key_usage},
    KnownExtension{extension_type::extended_key_usage, read_extended_key_usage},
    KnownExtension{extension_type::basic_constraints, read_basic_constraints},
    KnownExtension{extension_type::subject_key_identifier, read_subject_key_identifier},
    KnownExtension{extension_type::authority_key_identifier, read_authority_key_identifier},
    KnownExtension{extension_type::ocsp_no_check, read_ocsp_no_check},
    KnownExtension{extension_type::subject_alternative_name, pass_over},
    KnownExtension{extension_type::certificate_policies, pass_over},
};

/// Extension ::= SEQUENCE { extnID, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING }
Result<void> read_extension(Fields& fields, Reader& list) {
    QOLTANBA_TRY(auto reader, list.enter(Tag::sequence));
    QOLTANBA_TRY(const auto type, reader.expect(Tag::object_identifier));
    QOLTANBA_TRY(const auto oid, der::oid_text(type));
    QOLTANBA_TRY(const auto critical, read_default_false(reader));
    QOLTANBA_TRY(const auto value, reader.expect(Tag::octet_string));
    QOLTANBA_CHECK(reader.finish());
    note_addresses(fields.addresses, oid, value.content);
    const auto* const known = std::ranges::find(known_extensions, oid, &KnownExtension::oid);
    if (critical && oid == extension_type::extended_key_usage) fields.extended_key_usage_is_critical = true;
    if (known != known_extensions.end()) return known->read(fields, value.content);
    if (critical) fields.has_unknown_critical_extension = true;
    return {};
}

Result<void> read_extensions(Fields& fields, const Element& wrapper) {
    QOLTANBA_TRY(const auto sequence, der::read_single(wrapper.content, Tag::sequence));
    auto list = Reader::inside(sequence);
    do {  // SEQUENCE SIZE (1..MAX)
        QOLTANBA_CHECK(read_extension(fields, list));
    } while (!list.at_end());
    return {};
}

// --- TBSCertificate (RFC 5280, 4.1.2) ---

/// Version ::= INTEGER { v1(0), v2(1), v3(2) }, [0] EXPLICIT, v1 if absent. Gives 0, 1 or 2.
Result<std::int64_t> read_version(Reader& tbs) {
    QOLTANBA_TRY(const auto wrapper, tbs.optional(der::context(0)));
    if (!wrapper) return std::int64_t{0};
    QOLTANBA_TRY(const auto element, der::read_single(wrapper->content, Tag::integer));
    QOLTANBA_TRY(const auto version, der::small_integer(element));
    if (version < 0 || version > 2) return malformed("an unknown version");
    return version;
}

Result<void> read_serial_number(Fields& fields, Reader& tbs) {
    QOLTANBA_TRY(const auto serial, tbs.expect(Tag::integer));
    if (serial.content.empty() || serial.content.size() > most_serial_octets)
        return malformed("a serial number of " + std::to_string(serial.content.size()) + " octets");
    fields.serial_number = serial.content;
    return {};
}

Result<Name> read_name(Reader& tbs) {
    QOLTANBA_TRY(const auto element, tbs.expect(Tag::sequence));
    return Name::from_der(element.whole);
}

Result<void> read_validity(Fields& fields, Reader& tbs) {
    QOLTANBA_TRY(auto validity, tbs.enter(Tag::sequence));
    QOLTANBA_TRY(const auto from, validity.next());
    QOLTANBA_TRY(fields.not_before, der::time_value(from));
    QOLTANBA_TRY(const auto to, validity.next());
    QOLTANBA_TRY(fields.not_after, der::time_value(to));
    return validity.finish();
}

/// Reads the fields and gives the inner AlgorithmIdentifier, which must equal the outer one.
Result<BytesView> read_tbs(Fields& fields, Reader tbs) {
    QOLTANBA_TRY(const auto version, read_version(tbs));
    QOLTANBA_CHECK(read_serial_number(fields, tbs));
    QOLTANBA_TRY(const auto algorithm, tbs.expect(Tag::sequence));
    QOLTANBA_TRY(fields.issuer, read_name(tbs));
    QOLTANBA_CHECK(read_validity(fields, tbs));
    QOLTANBA_TRY(fields.subject, read_name(tbs));
    QOLTANBA_TRY(const auto spki, tbs.expect(Tag::sequence));
    fields.spki = spki.whole;
    QOLTANBA_CHECK(tbs.optional(der::context_primitive(1)));  // issuerUniqueID and
    QOLTANBA_CHECK(tbs.optional(der::context_primitive(2)));  // subjectUniqueID: out of use
    QOLTANBA_TRY(const auto extensions, tbs.optional(der::context(3)));
    QOLTANBA_CHECK(tbs.finish());
    if (extensions && version != 2) return malformed("extensions in a certificate that is not v3");
    if (extensions) QOLTANBA_CHECK(read_extensions(fields, *extensions));
    return algorithm.whole;
}

/// Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue BIT STRING }
Result<void> read_certificate(Fields& fields) {
    QOLTANBA_TRY(const auto sequence, der::read_single(fields.der, Tag::sequence));
    auto reader = Reader::inside(sequence);
    QOLTANBA_TRY(const auto tbs, reader.expect(Tag::sequence));
    QOLTANBA_TRY(const auto algorithm, reader.expect(Tag::sequence));
    QOLTANBA_TRY(const auto signature, reader.expect(Tag::bit_string));
    QOLTANBA_CHECK(reader.finish());
    fields.tbs = tbs.whole;
    QOLTANBA_TRY(fields.signature, der::bit_string_octets(signature));
    QOLTANBA_TRY(const auto oid, Reader::inside(algorithm).expect(Tag::object_identifier));
    QOLTANBA_TRY(fields.signature_algorithm, der::oid_text(oid));
    QOLTANBA_TRY(const auto inner, read_tbs(fields, Reader::inside(tbs)));
    if (!std::ranges::equal(inner, algorithm.whole))
        return malformed("the signature algorithm inside differs from the one outside");
    return {};
}

/// Text cut out of an XML signature keeps its carriage returns as character references.
std::string without_carriage_return_references(std::string_view text) {
    std::string cleaned;
    for (std::size_t at = 0; at < text.size();) {
        const auto rest = text.substr(at);
        if (rest.starts_with("&#13;") || rest.starts_with("&#xD;") || rest.starts_with("&#xd;")) {
            at += 5;
        } else {
            cleaned += rest.front();
            ++at;
        }
    }
    return cleaned;
}

}  // namespace

Certificate::Certificate(std::shared_ptr<const Fields> fields) : fields_(std::move(fields)) {}

Result<Certificate> Certificate::from_der(BytesView der) {
    if (der.size() > most_octets) return malformed("larger than any certificate");
    auto fields = std::make_shared<Fields>();
    fields->der = copy_of(der);
    if (auto read = read_certificate(*fields); read.has_error())
        return because(ErrorCode::malformed_certificate, "not an X.509 certificate", std::move(read).error());
    return Certificate(std::move(fields));
}

Result<Certificate> Certificate::from_file_content(BytesView content) {
    if (content.size() > 2 * most_octets) return malformed("larger than any certificate");
    constexpr std::uint8_t sequence =
        0x30;  // as a character "0", which no base64 of a certificate begins with
    if (!content.empty() && content.front() == sequence) return from_der(content);
    auto der = from_pem(without_carriage_return_references(text_of(content)));
    if (der.has_error())
        return because(ErrorCode::malformed_certificate, "neither DER nor PEM nor base64",
                       std::move(der).error());
    return from_der(*der);
}

BytesView Certificate::der() const {
    return fields_->der;
}
BytesView Certificate::tbs() const {
    return fields_->tbs;
}
const Name& Certificate::subject() const {
    return fields_->subject;
}
const Name& Certificate::issuer() const {
    return fields_->issuer;
}
BytesView Certificate::serial_number() const {
    return fields_->serial_number;
}
Time Certificate::not_before() const {
    return fields_->not_before;
}
Time Certificate::not_after() const {
    return fields_->not_after;
}
Result<PublicKey> Certificate::public_key() const {
    return PublicKey::from_spki(fields_->spki);
}
BytesView Certificate::spki() const {
    return fields_->spki;
}
const std::string& Certificate::signature_algorithm() const {
    return fields_->signature_algorithm;
}
BytesView Certificate::signature() const {
    return fields_->signature;
}
const std::vector<std::string>& Certificate::extended_key_usage() const {
    return fields_->extended_key_usage;
}
bool Certificate::extended_key_usage_is_critical() const {
    return fields_->extended_key_usage_is_critical;
}
std::optional<unsigned> Certificate::key_usage() const {
    return fields_->key_usage;
}
BytesView Certificate::subject_key_identifier() const {
    return fields_->subject_key_identifier;
}
BytesView Certificate::authority_key_identifier() const {
    return fields_->authority_key_identifier;
}

const BasicConstraints& Certificate::basic_constraints() const {
    static constexpr BasicConstraints none;
    const auto& constraints = fields_->basic_constraints;
    return constraints ? *constraints : none;
}

bool Certificate::has_unknown_critical_extension() const {
    return fields_->has_unknown_critical_extension;
}

bool Certificate::has_ocsp_no_check() const {
    return fields_->has_ocsp_no_check;
}

const std::vector<std::string>& Certificate::ocsp_addresses() const {
    return fields_->addresses.ocsp;
}
const std::vector<std::string>& Certificate::issuer_addresses() const {
    return fields_->addresses.issuers;
}
const std::vector<std::string>& Certificate::crl_addresses() const {
    return fields_->addresses.crls;
}
const std::vector<std::string>& Certificate::delta_crl_addresses() const {
    return fields_->addresses.delta_crls;
}

bool Certificate::may_issue() const {
    return basic_constraints().ca &&
           (key_usage().value_or(key_usage::certificate_signing) & key_usage::certificate_signing) != 0;
}

std::string Certificate::serial_number_hex() const {
    auto octets = fields_->serial_number;
    while (octets.size() > 1 && octets.front() == 0) octets = octets.subspan(1);
    return to_hex(octets);
}

Result<void> Certificate::verify_signed_by(const PublicKey& issuer_key) const {
    return verify_signed_octets(issuer_key, fields_->signature_algorithm, fields_->tbs, fields_->signature);
}

bool operator==(const Certificate& a, const Certificate& b) {
    return std::ranges::equal(a.der(), b.der());
}

}  // namespace qoltanba::crypto
