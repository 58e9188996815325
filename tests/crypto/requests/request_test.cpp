// Certification requests: the openssl program judges those of RSA and ECDSA keys, libgcrypt those of GOST
// keys.
#include "crypto/requests/request.hpp"

#include "crypto/algorithms/libgcrypt.hpp"
#include "crypto/base/base64.hpp"
#include "crypto/certificates/extension_types.hpp"
#include "crypto/certificates/write.hpp"
#include "crypto/cms/write.hpp"
#include "crypto/der/values.hpp"
#include "crypto/der/writer.hpp"
#include "crypto/signatures/openssl_tool.hpp"
#include "support/catch.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

constexpr auto email_protection = "1.3.6.1.5.5.7.3.4";
constexpr auto individual = "1.2.398.3.3.4.1.1";

RequestOrder order() {
    const NameParts person{
        .common_name = "ТЕСТОВ ТЕСТ", .surname = "ТЕСТОВ", .iin = "123456789011", .patronymic = "ТЕСТОВИЧ"};
    return {.subject = write_name(person).value(),
            .extended_key_usage = {email_protection, individual},
            .key_usage = key_usage::digital_signature | key_usage::non_repudiation,
            .email = "test@example.kz"};
}

/// Made once: RSA keys take their time.
const PrivateKey& key_of(KeyFamily family) {
    static const PrivateKey rsa = PrivateKey::generate(KeyFamily::rsa).value();
    static const PrivateKey p256 = PrivateKey::generate(KeyFamily::ecdsa_p256).value();
    static const PrivateKey p384 = PrivateKey::generate(KeyFamily::ecdsa_p384).value();
    static const PrivateKey gost = PrivateKey::generate(KeyFamily::gost_2015_512).value();
    switch (family) {
        case KeyFamily::rsa:
            return rsa;
        case KeyFamily::ecdsa_p256:
            return p256;
        case KeyFamily::ecdsa_p384:
            return p384;
        default:
            return gost;
    }
}

const auto families = {KeyFamily::rsa, KeyFamily::ecdsa_p256, KeyFamily::ecdsa_p384,
                       KeyFamily::gost_2015_512};

Bytes request_of(KeyFamily family) {
    const auto request = write_certificate_request(order(), key_of(family));
    REQUIRE(ok(request));
    return *request;
}

/// What the signature stands over, and the signature: cut by hand, as another program would.
struct Signed {
    Bytes information, signature;
};

Signed cut(BytesView request) {
    auto reader = der::Reader::inside(der::read_single(request, der::Tag::sequence).value());
    const auto information = reader.expect(der::Tag::sequence).value();
    reader.expect(der::Tag::sequence).value();
    const auto signature = reader.expect(der::Tag::bit_string).value();
    return {copy_of(information.whole), copy_of(der::bit_string_octets(signature).value())};
}

/// A request by the GOST key over an information of these parts.
Bytes signed_by_gost(const std::vector<Bytes>& parts) {
    const auto information = der::sequence(parts);
    const auto digest = digest_of(DigestAlgorithm::streebog_512, information);
    const auto signature =
        key_of(KeyFamily::gost_2015_512).sign(DigestAlgorithm::streebog_512, digest, {}).value();
    return der::sequence(
        {information, cms::signature_algorithm(KeyFamily::gost_2015_512), der::bit_string(signature)});
}

Bytes gost_spki() {
    return copy_of(key_of(KeyFamily::gost_2015_512).public_key().value().spki());
}

}  // namespace

TEST_CASE("openssl verifies the requests of RSA and ECDSA keys and reads what they ask for") {
    for (const auto family : {KeyFamily::rsa, KeyFamily::ecdsa_p256, KeyFamily::ecdsa_p384}) {
        INFO(suite_of(family).name);
        const TemporaryFolder folder;
        write_file(folder.path() / "request.der", request_of(family));
        const auto shown =
            openssl(folder, "req -in request.der -inform DER -verify -noout -text -nameopt utf8");
        INFO(shown.output);
        REQUIRE(shown.status == 0);
        for (const auto* expected :
             {"verify OK", "CN=ТЕСТОВ ТЕСТ, SN=ТЕСТОВ, serialNumber=IIN123456789011, C=KZ, GN=ТЕСТОВИЧ",
              "Digital Signature, Non Repudiation", "E-mail Protection, 1.2.398.3.3.4.1.1",
              "email:test@example.kz"})
            CHECK(shown.output.find(expected) != std::string::npos);
    }
}

TEST_CASE("libgcrypt verifies the requests of GOST keys") {
    const auto request = request_of(KeyFamily::gost_2015_512);
    const auto [information, signature] = cut(request);
    const auto spki = gost_spki();
    const auto digest = gcrypt_digest(DigestAlgorithm::streebog_512, information);
    CHECK(gcrypt_verifies(KeyFamily::gost_2015_512, BytesView(spki).last(128), digest, signature));
    // The identifiers as the national CA's certificates have them.
    CHECK(to_hex(request).find("300e060a2a830e030a01010203020500") != std::string::npos);
    CHECK(
        to_hex(spki).starts_with("3081ac302306092a830e030a010102023016060a2a830e030a010102020106082a830e03"
                                 "0a010303"));
}

TEST_CASE("a request reads as it was written, from DER, PEM and base64") {
    for (const auto family : families) {
        INFO(suite_of(family).name);
        const auto der = request_of(family);
        for (const auto& content : {der, copy_of(bytes_of(to_pem("CERTIFICATE REQUEST", der))),
                                    copy_of(bytes_of(to_base64(der)))}) {
            const auto read = read_certificate_request_file(content);
            REQUIRE(ok(read));
            CHECK(read->subject.text() ==
                  "CN=ТЕСТОВ ТЕСТ,SURNAME=ТЕСТОВ,SERIALNUMBER=IIN123456789011,C=KZ,G=ТЕСТОВИЧ");
            CHECK(read->key == key_of(family).public_key().value());
            CHECK(read->extended_key_usage == std::vector<std::string>{email_protection, individual});
            CHECK(read->key_usage == order().key_usage);
            CHECK(read->emails == std::vector<std::string>{"test@example.kz"});
            CHECK(read->der == der);
        }
    }
}

TEST_CASE("a request of openssl reads, with attributes that mean nothing here") {
    const TemporaryFolder folder;
    write_file(folder.path() / "request.cnf",
               bytes_of("[req]\nprompt=no\ndistinguished_name=dn\nattributes=more\nreq_extensions=wanted\n"
                        "[dn]\nCN=Test\n[more]\nchallengePassword=opensesame\nunstructuredName=x\n"
                        "[wanted]\nextendedKeyUsage=clientAuth\nsubjectAltName=DNS:a.kz,email:b@c.kz\n"
                        "basicConstraints=CA:FALSE\n"));
    REQUIRE(openssl(folder,
                    "req -new -newkey rsa:2048 -nodes -keyout key.pem -config request.cnf -out request.pem")
                .status == 0);
    const auto read = read_certificate_request_file(read_file(folder.path() / "request.pem"));
    REQUIRE(ok(read));
    CHECK(read->subject.text() == "CN=Test");
    CHECK(read->extended_key_usage == std::vector<std::string>{"1.3.6.1.5.5.7.3.2"});
    CHECK(read->emails == std::vector<std::string>{"b@c.kz"});
    CHECK_FALSE(read->key_usage);
}

TEST_CASE("a request without wishes has attributes that are there and empty") {
    const auto der = write_certificate_request({.subject = order().subject}, key_of(KeyFamily::rsa));
    REQUIRE(ok(der));
    const auto information = cut(*der).information;
    CHECK(to_hex(information).ends_with("a000"));
    const auto read = read_certificate_request(*der);
    REQUIRE(ok(read));
    CHECK(read->extended_key_usage.empty());
    CHECK_FALSE(read->key_usage);
}

TEST_CASE("who has not the key has no request") {
    auto der = request_of(KeyFamily::gost_2015_512);
    auto name_changed = der;
    const auto at = to_hex(der).find(to_hex(bytes_of("IIN123456789011"))) / 2;
    name_changed[at + 14] = '2';
    CHECK(error_code(read_certificate_request(name_changed)) == ErrorCode::signature_mismatch);
    der.back() ^= 1U;
    CHECK(error_code(read_certificate_request(der)) == ErrorCode::signature_mismatch);

    const auto other = PrivateKey::generate(KeyFamily::gost_2015_512).value();
    const auto public_key = key_of(KeyFamily::gost_2015_512).public_key().value();
    const auto signed_by_other = [&other](DigestAlgorithm algorithm, BytesView digest) {
        return other.sign(algorithm, digest, {});
    };
    CHECK(error_code(write_certificate_request(order(), public_key, signed_by_other)) ==
          ErrorCode::own_signature_does_not_verify);
}

TEST_CASE("what is no request is refused") {
    const auto spki = gost_spki();
    const auto name = order().subject;
    const auto attributes = der::retagged(der::set_of({}), der::context(0));
    REQUIRE(ok(read_certificate_request(signed_by_gost({der::integer(0), name, spki, attributes}))));
    REQUIRE(ok(read_certificate_request(signed_by_gost({der::integer(0), name, spki}))));

    const auto malformed = ErrorCode::malformed_certificate_request;
    CHECK(error_code(read_certificate_request(signed_by_gost({der::integer(1), name, spki, attributes}))) ==
          malformed);
    CHECK(error_code(read_certificate_request(
              signed_by_gost({der::integer(0), name, spki, attributes, der::null()}))) == malformed);
    CHECK(error_code(read_certificate_request(signed_by_gost({der::integer(0), spki, name, attributes}))) ==
          malformed);
    CHECK(error_code(read_certificate_request_file({})) == malformed);
    CHECK(error_code(read_certificate_request_file(bytes_of("not base64!"))) == malformed);
    CHECK(error_code(read_certificate_request(Bytes(std::size_t{65} * 1024, 0x30))) == malformed);
    const auto whole = request_of(KeyFamily::gost_2015_512);
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK(error_code(read_certificate_request(BytesView(whole).first(size))) == malformed);
}

TEST_CASE("a holder's data that cannot stand in a certificate is refused") {
    const auto wrong = ErrorCode::certificate_subject_wrong;
    CHECK(ok(write_name({.common_name = "ТЕСТОВ ТЕСТ"})));
    CHECK(error_code(write_name({})) == wrong);
    CHECK(error_code(write_name({.common_name = "a\nb"})) == wrong);
    CHECK(error_code(write_name({.common_name = "\xFF"})) == wrong);
    CHECK(error_code(write_name({.common_name = std::string(251, 'a')})) == wrong);
    CHECK(error_code(write_name({.common_name = "a", .iin = "12345678901"})) == wrong);
    CHECK(error_code(write_name({.common_name = "a", .iin = "12345678901x"})) == wrong);
    CHECK(error_code(write_name({.common_name = "a", .bin = "1234567890123"})) == wrong);

    const auto ask = [](const RequestOrder& order) {
        return write_certificate_request(order, key_of(KeyFamily::ecdsa_p256));
    };
    for (const auto* email : {"nobody", "@example.kz", "a@", "a b@c.kz", "ә@example.kz"})
        CHECK(error_code(ask({.subject = order().subject, .email = email})) == wrong);
    CHECK(error_code(ask({.subject = order().subject, .extended_key_usage = {"not an OID"}})) == wrong);
}

TEST_CASE("no request is signed with an outdated algorithm") {
    const auto old = PrivateKey::generate(KeyFamily::gost_2004).value();
    CHECK(error_code(write_certificate_request(order(), old)) == ErrorCode::algorithm_refused_by_policy);
}

}  // namespace qoltanba::test
