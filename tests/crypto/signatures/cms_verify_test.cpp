// Signatures made by others: the original's, and openssl's.
#include "crypto/base/base64.hpp"
#include "crypto/cms/structure.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/intact.hpp"
#include "crypto/signatures/openssl_tool.hpp"
#include "support/catch.hpp"

#include <algorithm>

namespace qoltanba::test {
namespace {

using namespace crypto;

struct Sample {
    std::string file;  ///< in kz/cms
    std::string content;
    std::vector<KeyFamily> families;
    std::string signing_time;
};

const std::vector<Sample> attached_samples{
    {"ncanode_rsa_attached_test123.der", "test123", {KeyFamily::rsa}, "2022-09-28T14:40:30Z"},
    {"ncanode_rsa_attached_testtest.der", "lol_kek", {KeyFamily::rsa}, "2022-10-01T18:52:19Z"},
    {"ncanode_gost2015_plus_rsa_attached_test123.der",
     "test123",
     {KeyFamily::gost_2015_512, KeyFamily::rsa},
     "2022-09-27T21:17:59Z"},
    {"ncanodego_organization_revoked_AUTH_RSA256_7d6d313ac5bf7367a2a69f28607a8deb80dd3ba9.cms",
     "asdasd",
     {KeyFamily::rsa},
     "2020-09-09T20:03:14Z"},
    {"ncanodego_organization_revoked_GOSTKNCA_c372b7809440fcb681051bbc89ea2f089fd2fe16.cms",
     "asdasd",
     {KeyFamily::gost_2004},
     "2020-09-09T20:03:14Z"},
    {"ncanodego_personal_active_AUTH_RSA256_b2c70a9ff7a5dc59de0ccc3c0ddde3437cc1f12d.cms",
     "asdasd",
     {KeyFamily::rsa},
     "2020-09-09T20:03:13Z"},
    {"ncanodego_personal_active_RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.cms",
     "asdasd",
     {KeyFamily::rsa},
     "2020-09-09T20:03:14Z"},
};

Bytes sample(std::string_view name) {
    auto octets = cms_from_text_or_der(fixture("kz/cms/" + std::string(name)));
    REQUIRE(ok(octets));
    return *octets;
}

}  // namespace

TEST_CASE("the original's attached signatures are intact") {
    const auto& expected = GENERATE_REF(from_range(attached_samples));
    CAPTURE(expected.file);
    const auto report = verify_cms(sample(expected.file), std::nullopt);
    REQUIRE(ok(report));
    CHECK(intact(*report));
    CHECK(text_of(report->signed_content) == expected.content);
    std::vector<KeyFamily> families;
    for (const auto& verdict : report->signatures) {
        REQUIRE(verdict.family);
        families.push_back(*verdict.family);
        REQUIRE(verdict.signing_time);
        CHECK(to_iso(*verdict.signing_time) == expected.signing_time);
    }
    CHECK(families == expected.families);
}

TEST_CASE("the samples of 2026 with a time stamp are intact, attached and detached") {
    const auto document = fixture("kz/cms/skarm_individual_document.txt");
    const auto signer = Certificate::from_file_content(fixture("kz/cms/skarm_individual_signer.cer"));
    REQUIRE(ok(signer));
    const bool attached = GENERATE(true, false);
    const auto report = attached ? verify_cms(sample("skarm_individual_attached_cades_t.der"), std::nullopt)
                                 : verify_cms(sample("skarm_individual_detached_cades_t.der"), document);
    REQUIRE(ok(report));
    CHECK(intact(*report));
    CHECK(report->signed_content == document);
    const auto& verdict = report->signatures.at(0);
    CHECK(verdict.certificate == *signer);
    CHECK(verdict.digest == DigestAlgorithm::streebog_512);
}

TEST_CASE("a time stamp token is a SignedData over its TSTInfo") {
    const auto report = verify_cms(fixture("kz/tsp/tsp_token.bin"), std::nullopt);
    REQUIRE(ok(report));
    CHECK(intact(*report));
}

TEST_CASE("openssl's signatures of every shape are intact") {
    const TemporaryFolder folder;
    write_file(folder.path() / "content", bytes_of("an openssl document\n"));
    REQUIRE(
        openssl(folder, "req -x509 -newkey rsa:2048 -nodes -subj /CN=openssl -keyout key.pem -out cert.pem")
            .status == 0);
    const auto shape =
        GENERATE(as<std::string>{}, "", "-md sha384", "-md sha512", "-md sha1", "-keyid", "-noattr", "-cades",
                 "-cades -md sha1", "-nosmimecap", "-stream", "-stream -noattr");
    CAPTURE(shape);
    const auto sign =
        "cms -sign -binary -nodetach -signer cert.pem -inkey key.pem -in content -outform DER -out cms ";
    const auto run = openssl(folder, sign + shape);
    CAPTURE(run.output);
    REQUIRE(run.status == 0);
    const auto cms = read_file(folder.path() / "cms");
    if (shape.starts_with("-stream")) CHECK(cms.at(1) == 0x80);  // BER, indefinite length
    CHECK(is_signed_data(cms));
    const auto report = verify_cms(cms, std::nullopt);
    REQUIRE(ok(report));
    CHECK(intact(*report));
    CHECK(text_of(report->signed_content) == "an openssl document\n");
}

TEST_CASE("openssl's ECDSA signatures are intact, also with another digest than the curve's own") {
    const TemporaryFolder folder;
    const auto curve = GENERATE(as<std::string>{}, "P-256", "P-384");
    const auto digest = GENERATE(as<std::string>{}, "sha256", "sha384", "sha512");
    CAPTURE(curve, digest);
    write_file(folder.path() / "content", bytes_of("detached"));
    REQUIRE(openssl(folder, "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:" + curve +
                                " -nodes -subj /CN=openssl -keyout key.pem -out cert.pem")
                .status == 0);
    REQUIRE(
        openssl(folder,
                "cms -sign -binary -signer cert.pem -inkey key.pem -in content -outform DER -out cms -md " +
                    digest)
            .status == 0);
    const auto report = verify_cms(read_file(folder.path() / "cms"), bytes_of("detached"));
    REQUIRE(ok(report));
    CHECK(intact(*report));
}

TEST_CASE("a CMS file may be DER, armoured, or bare base64") {
    const auto der = sample("ncanode_rsa_attached_test123.der");
    const auto from = [](std::string_view text) { return cms_from_text_or_der(bytes_of(text)); };
    for (const auto& text :
         {std::string(text_of(der)), to_pem("CMS", der), to_pem("PKCS7", der), to_base64(der),
          "\r\n " + to_base64_lines(der), "a note before it\n" + to_pem("CMS", der)}) {
        const auto octets = from(text);
        REQUIRE(ok(octets));
        CHECK(*octets == der);
    }
    CHECK(error_code(from(to_pem("CERTIFICATE", der))) == ErrorCode::malformed_signature);
    CHECK(error_code(from("-----BEGIN CMS-----\nMIIB")) == ErrorCode::malformed_signature);
    CHECK(error_code(from("not base64!")) == ErrorCode::malformed_signature);
}

TEST_CASE("a SignedData is told from everything else") {
    const auto der = sample("ncanode_rsa_attached_test123.der");
    CHECK(is_signed_data(der));
    CHECK_FALSE(is_signed_data({}));
    CHECK_FALSE(is_signed_data(bytes_of("0")));
    CHECK_FALSE(is_signed_data(bytes_of("0 items, a text")));
    CHECK_FALSE(is_signed_data(BytesView(der).first(der.size() - 1)));
    CHECK_FALSE(is_signed_data(fixture("kz/ca/test/root_test_gost_2022.cer")));
    CHECK_FALSE(is_signed_data(fixture("kz/p12/gost2015/2026_valid_individual.p12")));
    auto enveloped = der;
    const auto oid = std::find(enveloped.begin(), enveloped.end(), std::uint8_t{0x2A});
    *(oid + 8) = 3;  // 1.2.840.113549.1.7.3, EnvelopedData
    CHECK_FALSE(is_signed_data(enveloped));
}

}  // namespace qoltanba::test
