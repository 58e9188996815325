#include "ca/certificate_parts.hpp"

#include "crypto/algorithms/digest.hpp"
#include "crypto/der/values.hpp"
#include "crypto/der/writer.hpp"

namespace qoltanba::test {
namespace {

namespace der = crypto::der;

Bytes relative_name(std::string_view oid, const Bytes& value) {
    return der::set_of({der::sequence({der::object_identifier(oid), value})});
}

Bytes extension_of(std::string_view oid, const Bytes& value, bool critical = false) {
    const Bytes wrapped = der::octet_string(value);
    return critical ? der::sequence({der::object_identifier(oid), der::boolean(true), wrapped})
                    : der::sequence({der::object_identifier(oid), wrapped});
}

/// GeneralName ::= uniformResourceIdentifier [6] IA5String
Bytes uri(std::string_view url) {
    return der::element(der::context_primitive(6), bytes_of(url));
}

/// SEQUENCE OF DistributionPoint { distributionPoint [0] { fullName [0] } } (RFC 5280, 4.2.1.13)
Bytes distribution_points(std::string_view url) {
    return der::sequence({der::sequence({der::explicit_tag(0, der::explicit_tag(0, uri(url)))})});
}

Bytes access_description(std::string_view method_oid, std::string_view url) {
    return der::sequence({der::object_identifier(method_oid), uri(url)});
}

}  // namespace

Bytes name_of(const Subject& subject) {
    std::vector<Bytes> parts;
    const auto add = [&](std::string_view oid, const std::string& value) {
        if (!value.empty()) parts.push_back(relative_name(oid, der::utf8_string(value)));
    };
    add("2.5.4.3", subject.common_name);
    add("2.5.4.4", subject.surname);
    if (!subject.iin.empty())
        parts.push_back(relative_name("2.5.4.5", der::printable_string("IIN" + subject.iin)));
    parts.push_back(relative_name("2.5.4.6", der::printable_string("KZ")));
    add("2.5.4.10", subject.organisation);
    if (!subject.bin.empty()) add("2.5.4.11", "BIN" + subject.bin);
    add("2.5.4.42", subject.patronymic);
    return der::sequence(parts);
}

namespace extension {

Bytes policies(std::string_view policy_oid, std::string_view cps_url) {
    const Bytes cps = der::sequence(
        {der::object_identifier("1.3.6.1.5.5.7.2.1"), der::element(der::Tag::ia5_string, bytes_of(cps_url))});
    const Bytes policy = der::sequence({der::object_identifier(policy_oid), der::sequence({cps})});
    return extension_of("2.5.29.32", der::sequence({policy}));
}

Bytes authority_information(std::string_view ocsp_url, std::string_view issuer_url) {
    std::vector<Bytes> entries;
    if (!ocsp_url.empty()) entries.push_back(access_description("1.3.6.1.5.5.7.48.1", ocsp_url));
    entries.push_back(access_description("1.3.6.1.5.5.7.48.2", issuer_url));
    return extension_of("1.3.6.1.5.5.7.1.1", der::sequence(entries));
}

Bytes crl_distribution_point(std::string_view url) {
    return extension_of("2.5.29.31", distribution_points(url));
}

Bytes freshest_crl(std::string_view url) {
    return extension_of("2.5.29.46", distribution_points(url));
}

Bytes extended_key_usage(const std::vector<std::string>& oids, bool critical) {
    std::vector<Bytes> purposes;
    for (const auto& oid : oids) purposes.push_back(der::object_identifier(oid));
    return extension_of("2.5.29.37", der::sequence(purposes), critical);
}

Bytes key_usage(unsigned bits) {
    return extension_of("2.5.29.15", der::named_bits(bits), true);
}

Bytes subject_key_identifier(BytesView identifier) {
    return extension_of("2.5.29.14", der::octet_string(identifier));
}

Bytes authority_key_identifier(BytesView identifier) {
    return extension_of("2.5.29.35", der::sequence({der::element(der::context_primitive(0), identifier)}));
}

Bytes authority_key_identifier(BytesView identifier, BytesView issuer_name, BytesView serial_number) {
    // authorityCertIssuer [1] GeneralNames { directoryName [4] EXPLICIT Name } (RFC 5280, 4.2.1.1)
    return extension_of("2.5.29.35", der::sequence({der::element(der::context_primitive(0), identifier),
                                                    der::explicit_tag(1, der::explicit_tag(4, issuer_name)),
                                                    der::element(der::context_primitive(2), serial_number)}));
}

Bytes authority_constraints(bool is_intermediate) {
    const Bytes value = is_intermediate ? der::sequence({der::boolean(true), der::integer(0)})
                                        : der::sequence({der::boolean(true)});
    return extension_of("2.5.29.19", value, true);
}

Bytes key_store_type() {
    return extension_of("1.2.398.3.3.5", der::sequence({der::object_identifier("1.2.398.3.3.5.1.1")}));
}

}  // namespace extension

Bytes key_identifier_of(BytesView spki) {
    const auto whole = der::read_single(spki, der::Tag::sequence).value();
    auto reader = der::Reader::inside(whole);
    reader.expect(der::Tag::sequence).value();
    const auto key = reader.expect(der::Tag::bit_string).value();
    return crypto::digest_of(crypto::DigestAlgorithm::sha1, der::bit_string_octets(key).value());
}

Bytes serial_number_from(BytesView key_identifier) {
    Bytes serial = copy_of(key_identifier);
    serial.front() &= 0x7FU;
    if (serial.front() < 0x10U) serial.front() |= 0x10U;
    return serial;
}

}  // namespace qoltanba::test
