#include "crypto/certificates/certificate.hpp"

#include "certificate_draft.hpp"
#include "crypto/base/base64.hpp"
#include "openssl_program.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <algorithm>

using namespace qoltanba;
using namespace qoltanba::crypto;
using namespace qoltanba::test;

namespace {

Certificate certificate_at(const std::string& file) {
    const auto certificate = Certificate::from_file_content(fixture(file));
    INFO(file);
    REQUIRE(ok(certificate));
    return *certificate;
}

const std::string fixtures_of_every_kind[] = {
    "kz/ca/prod/btsd_gost.cer",
    "kz/ca/prod/nca_gost.pem",
    "kz/ca/prod/nca_gost_2022.pem",
    "kz/ca/prod/nca_rsa.pem",
    "kz/ca/prod/nca_rsa_2022.cer",
    "kz/ca/prod/root_gost.pem",
    "kz/ca/prod/root_gost_2020.cer",
    "kz/ca/prod/root_gost_2022.pem",
    "kz/ca/prod/root_rsa.pem",
    "kz/ca/prod/root_rsa_2020.cer",
    "kz/ca/prod/ucgo_gost.cer",
    "kz/ca/test/ee_ceo_sign_2004_gost.cer",
    "kz/ca/test/ee_individual_auth_rsa.cer",
    "kz/ca/test/ee_individual_gost2015.cer",
    "kz/ca/test/ee_individual_sign_rsa.cer",
    "kz/ca/test/nca_gost2022_test.cer",
    "kz/ca/test/nca_gost_test.crt",
    "kz/ca/test/nca_rsa_test.crt",
    "kz/ca/test/root_test_gost_2022.cer",
    "kz/ca/test/sdk_cert_gost2004.pem",
    "kz/cms/skarm_individual_signer.cer",
    "kz/xml/ncalayerrs_test_gost512.cer.pem",
};

/// Our name's text in openssl's words for attribute types.
std::string in_openssl_words(std::string text) {
    const std::pair<std::string, std::string> words[] = {
        {",SURNAME=", ",SN="}, {",SERIALNUMBER=", ",serialNumber="}, {",S=", ",ST="}, {",G=", ",GN="}};
    for (const auto& [ours, theirs] : words) {
        if (const auto at = text.find(ours); at != std::string::npos) text.replace(at, ours.size(), theirs);
    }
    return text;
}

/// "2026-05-08T06:45:13Z" of openssl's "2026-05-08 06:45:13Z".
std::string iso_of(std::string date) {
    std::ranges::replace(date, ' ', 'T');
    return date;
}

std::string joined(const std::vector<std::string>& oids) {
    std::string text;
    for (const auto& oid : oids) text += oid + ' ';
    return text;
}

const DraftKey& subject_key() {
    static const DraftKey key;
    return key;
}

const DraftKey& issuer_key() {
    static const DraftKey key;
    return key;
}

Result<Certificate> read(const CertificateDraft& draft) {
    return Certificate::from_der(draft.sealed(subject_key(), issuer_key()));
}

PublicKey issuer_public_key() {
    return PublicKey::from_spki(issuer_key().spki()).value();
}

}  // namespace

TEST_CASE("Names, dates, serial numbers and fingerprints are read as openssl reads them") {
    for (const auto& file : fixtures_of_every_kind) {
        INFO(file);
        const auto certificate = certificate_at(file);
        const auto said = openssl(
            "x509 -inform DER -in {} -noout -subject -issuer -startdate -enddate -serial"
            " -fingerprint -sha256 -dateopt iso_8601 -nameopt utf8,esc_2253,sep_comma_plus,sname",
            certificate.der());
        CHECK(in_openssl_words(certificate.subject().text()) == value_of(said, "subject"));
        CHECK(in_openssl_words(certificate.issuer().text()) == value_of(said, "issuer"));
        CHECK(to_iso(certificate.not_before()) == iso_of(value_of(said, "notBefore")));
        CHECK(to_iso(certificate.not_after()) == iso_of(value_of(said, "notAfter")));
        auto serial = value_of(said, "serial");
        CHECK(from_hex(certificate.serial_number_hex()) == from_hex(serial));
        auto fingerprint = value_of(said, "sha256 Fingerprint");
        std::erase(fingerprint, ':');
        CHECK(digest_of(DigestAlgorithm::sha256, certificate.der()) == from_hex(fingerprint));
    }
}

TEST_CASE("The extensions of a single GOST-2015 key are read") {
    const auto certificate = certificate_at("kz/ca/test/ee_individual_gost2015.cer");
    CHECK(certificate.key_usage() == 0b10011U);  // digitalSignature, nonRepudiation, keyAgreement
    CHECK(joined(certificate.extended_key_usage()) == "1.3.6.1.5.5.7.3.4 1.2.398.3.3.4.1.1 ");
    CHECK(to_hex(certificate.subject_key_identifier()) == "8147287582df9bb4710e461804acd49b88bf45c4");
    CHECK(to_hex(certificate.authority_key_identifier()) == "fad24b1ba3a0c961fe1ca8503e6aa2bb450db8a3");
    CHECK(certificate.signature_algorithm() == "1.2.398.3.10.1.1.2.3.2");
    CHECK(certificate.signature().size() == 128);
    CHECK_FALSE(certificate.basic_constraints().ca);
    CHECK_FALSE(certificate.may_issue());
    CHECK_FALSE(certificate.has_unknown_critical_extension());
    CHECK(certificate.public_key().value().family() == KeyFamily::gost_2015_512);
    CHECK(certificate.serial_number_hex() == "1147287582df9bb4710e461804acd49b88bf45c4");
}

TEST_CASE("An authority's constraints are read") {
    const auto certificate = certificate_at("kz/ca/prod/nca_rsa_2022.cer");
    CHECK(certificate.basic_constraints().ca);
    CHECK(certificate.basic_constraints().path_length == 0);
    CHECK(certificate.may_issue());
    CHECK(certificate.key_usage() == 0b1100000U);  // keyCertSign, cRLSign
    CHECK(certificate.public_key().value().bits() == 4096);
    CHECK_FALSE(certificate_at("kz/ca/prod/root_rsa_2020.cer").basic_constraints().path_length.has_value());
}

TEST_CASE("DER, PEM, bare base64 and PEM cut out of XML are one certificate") {
    const auto certificate = certificate_at("kz/ca/prod/nca_rsa_2022.cer");
    const auto pem = to_pem("CERTIFICATE", certificate.der());
    const auto with_line_ends = [&](const std::string& line_end) {
        std::string text;
        for (const char c : pem) text += c == '\n' ? line_end : std::string(1, c);
        return text;
    };
    for (const auto& form :
         {pem, with_line_ends("\r\n"), with_line_ends("&#13;\n"), with_line_ends("&#xD;\n"),
          "a heading\n" + pem + pem, to_base64(certificate.der()), to_base64_lines(certificate.der(), 76)}) {
        const auto read = Certificate::from_file_content(bytes_of(form));
        INFO(form);
        REQUIRE(ok(read));
        CHECK(*read == certificate);
    }
}

TEST_CASE("What is no certificate is named so") {
    for (const std::string content :
         {"", "0", "hello, world", "-----BEGIN CERTIFICATE-----\nAAAA\n", "MIIB", "&#13;",
          "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n"}) {
        INFO(content);
        CHECK(error_code(Certificate::from_file_content(bytes_of(content))) ==
              ErrorCode::malformed_certificate);
    }
    CHECK(error_code(Certificate::from_file_content(Bytes(200'000, 'A'))) ==
          ErrorCode::malformed_certificate);
    CHECK(error_code(Certificate::from_der(Bytes(70'000, 0x30))) == ErrorCode::malformed_certificate);
}

TEST_CASE("A certificate cut short or with more behind it does not read") {
    const auto der = copy_of(certificate_at("kz/ca/test/ee_individual_gost2015.cer").der());
    for (std::size_t size = 0; size < der.size(); ++size)
        CHECK(error_code(Certificate::from_der(BytesView(der).first(size))) ==
              ErrorCode::malformed_certificate);
    auto longer = der;
    longer.push_back(0);
    CHECK(error_code(Certificate::from_der(longer)) == ErrorCode::malformed_certificate);
}

TEST_CASE("Each part of a certificate is held to its form") {
    const auto is_refused = [](auto change) {
        CertificateDraft draft;
        draft.extensions = {draft_ca()};
        REQUIRE(ok(read(draft)));
        change(draft);
        return error_code(read(draft)) == ErrorCode::malformed_certificate;
    };
    const auto refuses_extension = [&](const Bytes& extension) {
        return is_refused([&](CertificateDraft& draft) { draft.extensions.push_back(extension); });
    };
    using Draft = CertificateDraft;

    CHECK(is_refused([](Draft& d) { d.version = der::explicit_tag(0, der::integer(3)); }));
    CHECK(is_refused([](Draft& d) { d.version = der::explicit_tag(0, der::integer(-1)); }));
    CHECK(is_refused([](Draft& d) { d.version = {}; }));  // v1 has no extensions
    CHECK(is_refused([](Draft& d) { d.serial_number = der::element(der::Tag::integer, {}); }));
    CHECK(is_refused([](Draft& d) { d.serial_number = der::element(der::Tag::integer, Bytes(65, 1)); }));
    CHECK(is_refused([](Draft& d) { d.inner_algorithm = der::sequence({der::object_identifier("1.2.3")}); }));
    CHECK(is_refused([](Draft& d) { d.outer_algorithm = der::sequence({draft_algorithm()}); }));
    CHECK(is_refused([](Draft& d) { d.issuer = der::sequence({der::null()}); }));
    CHECK(is_refused([](Draft& d) { d.subject = der::null(); }));
    CHECK(is_refused([](Draft& d) { d.validity = der::sequence({der::time(Time{})}); }));
    CHECK(is_refused([](Draft& d) { d.validity = der::sequence({der::integer(1), der::integer(2)}); }));
    CHECK(is_refused([](Draft& d) { d.spki = der::null(); }));
    CHECK(is_refused([](Draft& d) { d.after_spki = der::null(); }));

    CHECK(refuses_extension(draft_ca()));                                              // twice
    CHECK(refuses_extension(draft_extension("2.5.29.37", false, der::sequence({}))));  // no purpose
    CHECK(refuses_extension(draft_extension("2.5.29.37", false, der::null())));
    CHECK(refuses_extension(draft_extension("2.5.29.15", true, der::integer(1))));
    CHECK(refuses_extension(draft_extension("2.5.29.14", false, der::null())));
    CHECK(refuses_extension(draft_extension("2.5.29.35", false, der::null())));
    CHECK(refuses_extension(der::sequence({der::object_identifier("1.2.3")})));
    CHECK(is_refused([](Draft& d) { d.extensions = {draft_ca(-1)}; }));
    CHECK(is_refused([](Draft& d) {
        const auto boolean = der::element(der::Tag::boolean, Bytes{0x01});
        d.extensions = {draft_extension("2.5.29.19", true, der::sequence({boolean}))};
    }));
}

TEST_CASE("What the authority's certificates do oddly is accepted") {
    CertificateDraft draft;
    const auto access = draft_extension("1.3.6.1.5.5.7.1.1", false, der::sequence({der::null()}));
    const auto purposes = der::sequence({der::object_identifier("1.3.6.1.5.5.7.3.4")});
    const auto explicit_false =
        der::sequence({der::object_identifier("2.5.29.14"), der::element(der::Tag::boolean, Bytes{0x00}),
                       der::octet_string(der::octet_string(Bytes{0x5B, 0x6A}))});
    draft.extensions = {access,
                        draft_extension("2.5.29.37", true, purposes),
                        access,
                        explicit_false,
                        draft_key_usage(3),
                        draft_extension("1.2.398.3.3.5", false, der::sequence({}))};
    draft.after_spki = der::element(der::context_primitive(1), Bytes{0x00, 0x01});  // issuerUniqueID
    const auto certificate = read(draft);
    REQUIRE(ok(certificate));
    CHECK(joined(certificate->extended_key_usage()) == "1.3.6.1.5.5.7.3.4 ");
    CHECK(to_hex(certificate->subject_key_identifier()) == "5b6a");
    CHECK(certificate->key_usage() == 3U);
    CHECK_FALSE(certificate->has_unknown_critical_extension());
}

TEST_CASE("A certificate of version 1 is read, and is no authority") {
    CertificateDraft draft;
    draft.version = {};
    const auto certificate = read(draft);
    REQUIRE(ok(certificate));
    CHECK_FALSE(certificate->may_issue());
    CHECK_FALSE(certificate->key_usage().has_value());
    CHECK(certificate->extended_key_usage().empty());
    CHECK(certificate->subject_key_identifier().empty());
    CHECK(ok(certificate->verify_signed_by(issuer_public_key())));
}

TEST_CASE("An unknown extension counts only when it is critical") {
    CertificateDraft draft;
    draft.extensions = {draft_extension("1.2.3.4", false, der::null())};
    CHECK_FALSE(read(draft).value().has_unknown_critical_extension());
    draft.extensions = {draft_extension("1.2.3.4", true, der::null())};
    CHECK(read(draft).value().has_unknown_critical_extension());
    // Name constraints are not judged here, so a certificate that insists on them must not be relied upon.
    draft.extensions = {draft_extension("2.5.29.30", true, der::sequence({}))};
    CHECK(read(draft).value().has_unknown_critical_extension());
}

TEST_CASE("The serial number in hex has no leading zero octets") {
    CertificateDraft draft;
    draft.serial_number = der::unsigned_integer(Bytes{0xC0, 0x01});
    auto certificate = read(draft).value();
    CHECK(to_hex(certificate.serial_number()) == "00c001");
    CHECK(certificate.serial_number_hex() == "c001");
    draft.serial_number = der::integer(0);
    CHECK(read(draft).value().serial_number_hex() == "00");
}

TEST_CASE("A key of an unknown kind spoils the key, not the certificate") {
    CertificateDraft draft;
    draft.spki = der::sequence({der::sequence({der::object_identifier("1.2.3")}), der::bit_string(Bytes{1})});
    const auto certificate = read(draft);
    REQUIRE(ok(certificate));
    CHECK(error_code(certificate->public_key()) == ErrorCode::unsupported_key);
}

TEST_CASE("The issuer's key verifies, any other does not, nor does a key of another kind") {
    const auto certificate = read({}).value();
    CHECK(ok(certificate.verify_signed_by(issuer_public_key())));
    CHECK(error_code(certificate.verify_signed_by(certificate.public_key().value())) ==
          ErrorCode::signature_mismatch);
    const auto rsa = certificate_at("kz/ca/prod/root_rsa_2020.cer").public_key().value();
    CHECK(error_code(certificate.verify_signed_by(rsa)) == ErrorCode::signature_mismatch);
}

TEST_CASE("A certificate over SHA-1 is not relied upon") {
    const auto sha1 = der::sequence({der::object_identifier("1.2.840.10045.4.1")});  // ecdsa-with-SHA1
    CertificateDraft draft;
    draft.inner_algorithm = draft.outer_algorithm = sha1;
    CHECK(read(draft).value().verify_signed_by(issuer_public_key()).has_error());
    const auto rsa_sha1 = der::sequence({der::object_identifier("1.2.840.113549.1.1.5"), der::null()});
    draft.inner_algorithm = draft.outer_algorithm = rsa_sha1;
    const auto rsa = certificate_at("kz/ca/prod/root_rsa_2020.cer").public_key().value();
    CHECK(error_code(read(draft).value().verify_signed_by(rsa)) == ErrorCode::algorithm_refused_by_policy);
}

TEST_CASE("Every flipped bit of a national certificate is noticed") {
    const auto key_of = [](const std::string& file) { return certificate_at(file).public_key().value(); };
    const std::pair<std::string, PublicKey> pairs[] = {
        {"kz/ca/test/ee_individual_gost2015.cer", key_of("kz/ca/test/nca_gost2022_test.cer")},
        {"kz/ca/test/ee_ceo_sign_2004_gost.cer", key_of("kz/ca/test/nca_gost_test.crt")},
        {"kz/ca/test/ee_individual_sign_rsa.cer", key_of("kz/ca/test/nca_rsa_test.crt")},
    };
    for (const auto& [file, key] : pairs) {
        INFO(file);
        auto der = copy_of(certificate_at(file).der());
        REQUIRE(ok(Certificate::from_der(der).value().verify_signed_by(key)));
        for (std::size_t i = 0; i < der.size(); ++i) {
            const auto bit = static_cast<std::uint8_t>(1U << (i % 8));
            der[i] ^= bit;
            const auto read = Certificate::from_der(der);
            const bool noticed = read.has_error() || read->verify_signed_by(key).has_error();
            INFO("octet " << i);
            CHECK(noticed);
            der[i] ^= bit;
        }
    }
}
