#include "ca/certificate_parts.hpp"

#include "crypto/der/writer.hpp"

namespace qoltanba::test {
namespace {

namespace der = crypto::der;

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
    return crypto::write_name(subject).value();
}

namespace extension {

Bytes policies(std::string_view policy_oid, std::string_view cps_url) {
    const Bytes cps = der::sequence(
        {der::object_identifier("1.3.6.1.5.5.7.2.1"), der::element(der::Tag::ia5_string, bytes_of(cps_url))});
    const Bytes policy = der::sequence({der::object_identifier(policy_oid), der::sequence({cps})});
    return crypto::write_extension("2.5.29.32", der::sequence({policy}));
}

Bytes authority_information(std::string_view ocsp_url, std::string_view issuer_url) {
    std::vector<Bytes> entries;
    if (!ocsp_url.empty()) entries.push_back(access_description("1.3.6.1.5.5.7.48.1", ocsp_url));
    entries.push_back(access_description("1.3.6.1.5.5.7.48.2", issuer_url));
    return crypto::write_extension("1.3.6.1.5.5.7.1.1", der::sequence(entries));
}

Bytes crl_distribution_point(std::string_view url) {
    return crypto::write_extension("2.5.29.31", distribution_points(url));
}

Bytes freshest_crl(std::string_view url) {
    return crypto::write_extension("2.5.29.46", distribution_points(url));
}

Bytes extended_key_usage(const std::vector<std::string>& oids, bool critical) {
    return crypto::write_extended_key_usage(oids, critical);
}

Bytes key_usage(unsigned bits) {
    return crypto::write_key_usage(bits);
}

Bytes email_names(const std::vector<std::string>& emails) {
    std::vector<Bytes> names;
    for (const auto& email : emails)
        names.push_back(der::element(der::context_primitive(1), bytes_of(email)));
    return crypto::write_extension("2.5.29.17", der::sequence(names));
}

Bytes subject_key_identifier(BytesView identifier) {
    return crypto::write_extension("2.5.29.14", der::octet_string(identifier));
}

Bytes authority_key_identifier(BytesView identifier) {
    return crypto::write_extension("2.5.29.35",
                                   der::sequence({der::element(der::context_primitive(0), identifier)}));
}

Bytes authority_key_identifier(BytesView identifier, BytesView issuer_name, BytesView serial_number) {
    // authorityCertIssuer [1] GeneralNames { directoryName [4] EXPLICIT Name } (RFC 5280, 4.2.1.1)
    return crypto::write_extension("2.5.29.35",
                                   der::sequence({der::element(der::context_primitive(0), identifier),
                                                  der::explicit_tag(1, der::explicit_tag(4, issuer_name)),
                                                  der::element(der::context_primitive(2), serial_number)}));
}

Bytes authority_constraints(bool is_intermediate) {
    const Bytes value = is_intermediate ? der::sequence({der::boolean(true), der::integer(0)})
                                        : der::sequence({der::boolean(true)});
    return crypto::write_extension("2.5.29.19", value, true);
}

Bytes key_store_type() {
    return crypto::write_extension("1.2.398.3.3.5",
                                   der::sequence({der::object_identifier("1.2.398.3.3.5.1.1")}));
}

}  // namespace extension

Bytes key_identifier_of(BytesView spki) {
    return crypto::key_identifier_of(spki).value();
}

Bytes serial_number_from(BytesView key_identifier) {
    Bytes serial = copy_of(key_identifier);
    serial.front() &= 0x7FU;
    if (serial.front() < 0x10U) serial.front() |= 0x10U;
    return serial;
}

}  // namespace qoltanba::test
