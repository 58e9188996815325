// The certificates and revocation lists of the national CA. All are SEQUENCE { what is signed, algorithm, BIT
// STRING signature } (RFC 5280, 4.1 and 5.1), so cutting them open takes no reader of certificates.
#include "crypto/algorithms/keys.hpp"
#include "crypto/algorithms/libgcrypt.hpp"
#include "crypto/algorithms/samples.hpp"
#include "crypto/base/base64.hpp"
#include "crypto/der/values.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

namespace qoltanba::test {

using namespace crypto;
using der::Reader;
using der::Tag;

namespace {

struct Signed {
    Bytes content;
    std::string algorithm;
    Bytes signature;
};

Bytes der_of(std::string_view name) {
    auto octets = fixture("kz/" + std::string(name));
    if (octets.front() == 0x30) return octets;
    auto unarmoured = from_pem(text_of(octets));
    REQUIRE(ok(unarmoured));
    return *unarmoured;
}

Signed cut_open(BytesView der) {
    auto inside = Reader(der).enter(Tag::sequence);
    REQUIRE(ok(inside));
    const auto content = inside->expect(Tag::sequence);
    REQUIRE(ok(content));
    auto algorithm = inside->enter(Tag::sequence);
    REQUIRE(ok(algorithm));
    const auto oid = der::oid_text(*algorithm->expect(Tag::object_identifier));
    const auto signature = der::bit_string_octets(*inside->expect(Tag::bit_string));
    REQUIRE(ok(signature));
    return {copy_of(content->whole), *oid, copy_of(*signature)};
}

/// subjectPublicKeyInfo: after version, serial number, signature, issuer, validity and subject.
PublicKey key_of(BytesView certificate) {
    const auto content = cut_open(certificate).content;
    auto inside = Reader(content).enter(Tag::sequence);
    REQUIRE(ok(inside->expect(der::context(0))));
    REQUIRE(ok(inside->expect(Tag::integer)));
    for (int i = 0; i < 4; ++i) REQUIRE(ok(inside->expect(Tag::sequence)));
    const auto spki = inside->expect(Tag::sequence);
    REQUIRE(ok(spki));
    return public_key(spki->whole);
}

struct Pair {
    const char* subject;
    const char* issuer;
};

constexpr std::array pairs{
    Pair{"ca/prod/root_gost_2022.pem", "ca/prod/root_gost_2022.pem"},
    Pair{"ca/prod/nca_gost_2022.pem", "ca/prod/root_gost_2022.pem"},
    Pair{"ca/prod/root_gost.pem", "ca/prod/root_gost.pem"},
    Pair{"ca/prod/nca_gost.pem", "ca/prod/root_gost.pem"},
    Pair{"ca/prod/root_gost_2020.cer", "ca/prod/root_gost_2020.cer"},
    Pair{"ca/prod/ucgo_gost.cer", "ca/prod/root_gost_2020.cer"},
    Pair{"ca/prod/btsd_gost.cer", "ca/prod/root_gost_2020.cer"},
    Pair{"ca/prod/root_rsa.pem", "ca/prod/root_rsa.pem"},
    Pair{"ca/prod/nca_rsa.pem", "ca/prod/root_rsa.pem"},
    Pair{"ca/prod/root_rsa_2020.cer", "ca/prod/root_rsa_2020.cer"},
    Pair{"ca/prod/nca_rsa_2022.cer", "ca/prod/root_rsa_2020.cer"},
    Pair{"ca/test/root_test_gost_2022.cer", "ca/test/root_test_gost_2022.cer"},
    Pair{"ca/test/nca_gost2022_test.cer", "ca/test/root_test_gost_2022.cer"},
    Pair{"ca/test/ee_individual_gost2015.cer", "ca/test/nca_gost2022_test.cer"},
    Pair{"ca/test/ee_ceo_sign_2004_gost.cer", "ca/test/nca_gost_test.crt"},
    Pair{"ca/test/ee_individual_auth_rsa.cer", "ca/test/nca_rsa_test.crt"},
    Pair{"ca/test/ee_individual_sign_rsa.cer", "ca/test/nca_rsa_test.crt"},
    Pair{"crl/nca_gost2022_test_2025.crl", "ca/test/nca_gost2022_test.cer"},
    Pair{"crl/nca_gost2022_test_2026.crl", "ca/test/nca_gost2022_test.cer"},
    Pair{"crl/nca_gost2022_d_test_2025.crl", "ca/test/nca_gost2022_test.cer"},
    Pair{"crl/nca_gost_test_2004.crl", "ca/test/nca_gost_test.crt"},
    Pair{"crl/nca_rsa_test.crl", "ca/test/nca_rsa_test.crt"},
};

}  // namespace

TEST_CASE("What the national CA signed verifies with its key, and changed by one bit it does not") {
    for (const auto& pair : pairs) {
        CAPTURE(pair.subject);
        const auto object = cut_open(der_of(pair.subject));
        const auto issuer = key_of(der_of(pair.issuer));
        CHECK(names_family(object.algorithm, issuer.family()));
        const auto algorithm = digest_by_signature_oid(object.algorithm);
        REQUIRE(algorithm);
        const auto digest = digest_of(*algorithm, object.content);
        CHECK(ok(issuer.verify(*algorithm, digest, object.signature)));

        const auto changed = digest_of(*algorithm, with_bit_flipped(object.content, 1000));
        CHECK(error_code(issuer.verify(*algorithm, changed, object.signature)) ==
              ErrorCode::signature_mismatch);
        CHECK(error_code(issuer.verify(*algorithm, digest, with_bit_flipped(object.signature, 100))) ==
              ErrorCode::signature_mismatch);
    }
}

TEST_CASE("libgcrypt judges the national CA's GOST signatures as we do") {
    for (const auto& pair : pairs) {
        const auto issuer = key_of(der_of(pair.issuer));
        if (suite_of(issuer.family()).form != SignatureForm::r_then_s_little_endian) continue;
        CAPTURE(pair.subject);
        const auto object = cut_open(der_of(pair.subject));
        const auto digest = gcrypt_digest(suite_of(issuer.family()).digest, object.content);
        const auto point = issuer.spki().last(issuer.signature_size());
        CHECK(gcrypt_verifies(issuer.family(), point, digest, object.signature));
        CHECK_FALSE(gcrypt_verifies(issuer.family(), point, with_bit_flipped(digest, 9), object.signature));
    }
}

TEST_CASE("Another CA's key of the same family does not verify") {
    const auto object = cut_open(der_of("ca/prod/nca_gost_2022.pem"));
    const auto digest = digest_of(DigestAlgorithm::streebog_512, object.content);
    const auto stranger = key_of(der_of("ca/test/root_test_gost_2022.cer"));
    CHECK(error_code(stranger.verify(DigestAlgorithm::streebog_512, digest, object.signature)) ==
          ErrorCode::signature_mismatch);
}

TEST_CASE("The public keys of certificates are written as they were read") {
    for (const auto& pair : pairs) {
        if (std::string_view(pair.subject).starts_with("crl")) continue;
        CAPTURE(pair.subject);
        const auto key = key_of(der_of(pair.subject));
        CHECK(public_key(key.spki()) == key);
        CHECK(to_hex(public_key(key.spki()).spki()) == to_hex(key.spki()));
    }
}

}  // namespace qoltanba::test
