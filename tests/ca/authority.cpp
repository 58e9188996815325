#include "ca/authority.hpp"

#include "crypto/cms/write.hpp"
#include "crypto/der/writer.hpp"

namespace qoltanba::test {
namespace {

namespace der = crypto::der;
using crypto::Certificate;
using crypto::KeyFamily;
using crypto::PrivateKey;

constexpr auto ten_years = std::chrono::days{3652};

Bytes signed_structure(BytesView tbs, const PrivateKey& key) {
    const auto digest = crypto::suite_of(key.family()).digest;
    const Bytes signature =
        key.sign(digest, crypto::digest_of(digest, tbs), {.allow_gost_2004 = true}).value();
    return der::sequence({tbs, crypto::cms::signature_algorithm(key.family()), der::bit_string(signature)});
}

/// TBSCertificate (RFC 5280, 4.1), version 3.
struct ToBeSigned {
    Bytes serial, issuer, subject;
    Time not_before, not_after;
    const crypto::PublicKey& key;
    std::vector<Bytes> extensions;

    [[nodiscard]] Bytes by(KeyFamily issuer_family) const {
        return der::sequence({der::explicit_tag(0, der::integer(2)), der::unsigned_integer(serial),
                              crypto::cms::signature_algorithm(issuer_family), issuer,
                              der::sequence({der::time(not_before), der::time(not_after)}), subject,
                              key.spki(), der::explicit_tag(3, der::sequence(extensions))});
    }
};

Bytes authority_name(std::string_view level, std::string_view label) {
    const std::string family = label == "rsa" ? "RSA" : "GOST";
    return name_of({.common_name = "ҚОЛТАҢБА DEMO " + std::string(level) + " (" + family + ")"});
}

Certificate make_root(const PrivateKey& key, Time from, std::string_view label, const std::string& base_url) {
    const crypto::PublicKey public_key = key.public_key().value();
    const Bytes identifier = key_identifier_of(public_key.spki());
    const Bytes serial = serial_number_from(identifier);
    const Bytes name = authority_name("ROOT", label);
    const ToBeSigned tbs{serial,
                         name,
                         name,
                         from,
                         from + ten_years,
                         public_key,
                         {extension::authority_constraints(false),
                          extension::key_usage(key_usage::certificate_sign | key_usage::crl_sign),
                          extension::subject_key_identifier(identifier),
                          extension::authority_key_identifier(identifier, name, serial),
                          extension::policies("1.2.398.3.1.2", base_url + "/cps")}};
    return Certificate::from_der(signed_structure(tbs.by(key.family()), key)).value();
}

Certificate make_intermediate(const PrivateKey& key, const PrivateKey& root_key, const Certificate& root,
                              std::string_view label, const std::string& base_url) {
    const crypto::PublicKey public_key = key.public_key().value();
    const Bytes identifier = key_identifier_of(public_key.spki());
    const std::string root_file = "root_" + std::string(label) + "_demo";
    const ToBeSigned tbs{serial_number_from(identifier),
                         copy_of(root.subject().der()),
                         authority_name("CA", label),
                         root.not_before(),
                         root.not_after() - std::chrono::days{1},
                         public_key,
                         {extension::authority_constraints(true),
                          extension::key_usage(key_usage::certificate_sign | key_usage::crl_sign),
                          extension::crl_distribution_point(base_url + "/crl/" + root_file + ".crl"),
                          extension::subject_key_identifier(identifier),
                          extension::authority_key_identifier(root.subject_key_identifier(),
                                                              root.subject().der(), root.serial_number()),
                          extension::authority_information({}, base_url + "/cert/" + root_file + ".cer"),
                          extension::policies("1.2.398.3.3.2", base_url + "/cps")}};
    return Certificate::from_der(signed_structure(tbs.by(root_key.family()), root_key)).value();
}

unsigned key_usage_of(Usage usage) {
    switch (usage) {
        case Usage::authentication:
            return key_usage::digital_signature | key_usage::key_encipherment;
        case Usage::signature:
            return key_usage::digital_signature | key_usage::non_repudiation;
        case Usage::single:
            break;
    }
    return key_usage::digital_signature | key_usage::non_repudiation | key_usage::key_agreement;
}

std::vector<std::string> purposes_of(const CertificateOrder& order) {
    if (order.extended_key_usage) return *order.extended_key_usage;
    constexpr auto client_authentication = "1.3.6.1.5.5.7.3.2";
    constexpr auto email_protection = "1.3.6.1.5.5.7.3.4";
    std::vector<std::string> purposes{order.usage == Usage::authentication ? client_authentication
                                                                           : email_protection};
    purposes.insert(purposes.end(), order.roles.begin(), order.roles.end());
    return purposes;
}

std::string label_of(KeyFamily family) {
    return family == KeyFamily::rsa ? "rsa" : "gost";
}

}  // namespace

Authority::Authority(KeyFamily family, Time now, std::string base_url)
    : family_(family),
      base_url_(std::move(base_url)),
      root_key_(PrivateKey::generate(family).value()),
      intermediate_key_(PrivateKey::generate(family).value()),
      root_(make_root(root_key_, now - std::chrono::days{1}, label(), base_url_)),
      intermediate_(make_intermediate(intermediate_key_, root_key_, root_, label(), base_url_)) {}

std::string Authority::label() const {
    return label_of(family_);
}

Issued Authority::issue(const CertificateOrder& order) const {
    const PrivateKey key = PrivateKey::generate(family_).value();
    return {certify(order, key.public_key().value()), key.to_pkcs8().value()};
}

Certificate Authority::certify(const CertificateOrder& order, const crypto::PublicKey& key) const {
    const Bytes identifier = key_identifier_of(key.spki());
    const std::string file = "nca_" + label() + "_demo";
    const std::string delta = "nca_" + label() + "_d_demo";
    std::vector<Bytes> extensions{
        extension::policies("1.2.398.3.3.2", base_url_ + "/cps"),
        extension::authority_information(base_url_ + "/ocsp/", base_url_ + "/cert/" + file + ".cer"),
        extension::crl_distribution_point(base_url_ + "/crl/" + file + ".crl"),
        extension::freshest_crl(base_url_ + "/crl/" + delta + ".crl"),
        extension::extended_key_usage(purposes_of(order), order.critical_purpose),
        extension::key_usage(order.key_usage.value_or(key_usage_of(order.usage))),
        extension::subject_key_identifier(identifier),
        extension::authority_key_identifier(intermediate_.subject_key_identifier()),
        extension::key_store_type()};
    extensions.insert(extensions.end(), order.further_extensions.begin(), order.further_extensions.end());
    const ToBeSigned tbs{serial_number_from(identifier),
                         copy_of(intermediate_.subject().der()),
                         order.subject_name ? *order.subject_name : name_of(order.subject),
                         order.not_before,
                         order.not_after,
                         key,
                         std::move(extensions)};
    return Certificate::from_der(sign(tbs.by(family_))).value();
}

Certificate Authority::certify(const crypto::CertificateRequest& request, Time now) const {
    CertificateOrder order{.not_before = now - std::chrono::days{1},
                           .not_after = now + std::chrono::days{364},
                           .key_usage = request.key_usage,
                           .subject_name = copy_of(request.subject.der())};
    if (!request.extended_key_usage.empty()) order.extended_key_usage = request.extended_key_usage;
    if (!request.emails.empty()) order.further_extensions.push_back(extension::email_names(request.emails));
    return certify(order, request.key);
}

Bytes Authority::sign(BytesView tbs) const {
    return signed_structure(tbs, intermediate_key_);
}

Bytes Authority::sign_as_root(BytesView tbs) const {
    return signed_structure(tbs, root_key_);
}

}  // namespace qoltanba::test
