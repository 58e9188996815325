// Expected values are what `openssl x509` prints of the same certificates.
#include "protocol/turns.hpp"
#include "support/fixtures.hpp"

using namespace qoltanba;
using namespace qoltanba::protocol;
using namespace qoltanba::test;

namespace {

json key_information(std::string_view name) {
    const auto certificate = crypto::Certificate::from_file_content(fixture(name));
    REQUIRE(ok(certificate));
    const auto call = call_of(common_utils("getKeyInfo", {"PKCS12"}));
    const auto reply = rendered(call, Outcome(KeyInformation{"the alias", *certificate}));
    CHECK(reply["code"] == "200");
    return reply["responseObject"];
}

}  // namespace

TEST_CASE("getKeyInfo tells a GOST-2015 certificate") {
    const auto key = key_information("kz/ca/test/ee_individual_gost2015.cer");
    CHECK(key["alias"] == "the alias");
    CHECK(key["algorithm"] == "ECGOST3410-2015-512");
    CHECK(key["serialNumber"] == "1147287582df9bb4710e461804acd49b88bf45c4");
    CHECK(key["keyId"] == "8147287582df9bb4710e461804acd49b88bf45c4");
    CHECK(key["authorityKeyIdentifier"] == "fad24b1ba3a0c961fe1ca8503e6aa2bb450db8a3");
    CHECK(key["subjectCn"] == "ТЕСТОВ ТЕСТ");
    CHECK(key["subjectDn"] == "CN=ТЕСТОВ ТЕСТ,SURNAME=ТЕСТОВ,SERIALNUMBER=IIN123456789011,C=KZ,G=ТЕСТОВИЧ");
    CHECK(key["issuerCn"] == "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022");
    CHECK(key["issuerDn"] == "CN=ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022,C=KZ");
    CHECK(key["certNotBefore"] == "1699525120000");  // 2023-11-09 10:18:40 UTC
    CHECK(key["certNotAfter"] == "1731061120000");   // 2024-11-08 10:18:40 UTC
}

TEST_CASE("getKeyInfo tells an RSA certificate and its PEM comes back as it was") {
    const auto key = key_information("kz/ca/test/ee_individual_sign_rsa.cer");
    CHECK(key["algorithm"] == "RSA");
    CHECK(key["serialNumber"] == "41e45cc8a04c705963e5cd6769848a934d8eaef5");
    CHECK(key["keyId"] == "a4f5a1ff8f55aba59bb244a255d4a5a980dd068b");
    const auto pem = key["pem"].get<std::string>();
    CHECK(pem.starts_with("-----BEGIN CERTIFICATE-----\n"));
    CHECK(pem.ends_with("\n-----END CERTIFICATE-----\n"));
    CHECK(pem.find('\r') == std::string::npos);
    const auto again = crypto::Certificate::from_file_content(bytes_of(pem));
    REQUIRE(ok(again));
    CHECK(again->serial_number_hex() == key["serialNumber"].get<std::string>());
}

TEST_CASE("getKeyInfo gives every key a string, as pages split them without looking") {
    const auto key = key_information("kz/ca/test/ee_ceo_sign_2004_gost.cer");
    const auto keys = {"alias",
                       "keyId",
                       "algorithm",
                       "subjectCn",
                       "subjectDn",
                       "issuerCn",
                       "issuerDn",
                       "serialNumber",
                       "certNotAfter",
                       "certNotBefore",
                       "authorityKeyIdentifier",
                       "pem"};
    for (const auto* name : keys) {
        INFO(name);
        REQUIRE(key.contains(name));
        CHECK(key[name].is_string());
    }
    CHECK(key.size() == keys.size());
    CHECK(key["algorithm"] == "ECGOST34310");
}
