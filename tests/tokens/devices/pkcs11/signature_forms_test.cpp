// What devices return, put into the form that certificates' keys verify.
#include "crypto/algorithms/keys.hpp"
#include "support/catch.hpp"
#include "tokens/devices/pkcs11/device_signer.hpp"
#include "tokens/devices/pkcs11/device_token.hpp"
#include "tokens/devices/pkcs11/return_values.hpp"

#include <algorithm>

namespace qoltanba::test {
namespace {

using crypto::DigestAlgorithm;
using crypto::KeyFamily;
using crypto::SignatureForm;

Bytes reversed(BytesView octets) {
    return {octets.rbegin(), octets.rend()};
}

Bytes joined(BytesView first, BytesView second) {
    Bytes both = copy_of(first);
    append(both, second);
    return both;
}

TEST_CASE("a GOST signature in any order of halves and octets has one reading that verifies") {
    const auto family = GENERATE(KeyFamily::gost_2015_512, KeyFamily::gost_2004);
    const auto key = crypto::PrivateKey::generate(family);
    REQUIRE(ok(key));
    const auto& suite = crypto::suite_of(family);
    const auto digest = crypto::digest_of(suite.digest, bytes_of("a document"));
    const auto signature = key->sign(suite.digest, digest, {.allow_gost_2004 = true});
    REQUIRE(ok(signature));
    const auto half = signature->size() / 2;
    const auto r = BytesView(*signature).first(half);
    const auto s = BytesView(*signature).subspan(half);
    const auto order = GENERATE(0, 1, 2, 3);
    const Bytes device = order == 0   ? *signature
                         : order == 1 ? joined(s, r)
                         : order == 2 ? joined(reversed(r), reversed(s))
                                      : joined(reversed(s), reversed(r));
    CAPTURE(order);
    const auto readings = tokens::readings_of(suite.form, device);
    const auto public_key = key->public_key();
    REQUIRE(ok(public_key));
    CHECK(std::ranges::count_if(readings, [&](const auto& reading) {
              return public_key->verify(suite.digest, digest, reading).has_value();
          }) == 1);
    CHECK(std::ranges::count(readings, *signature) == 1);
}

TEST_CASE("an ECDSA signature of two halves becomes Ecdsa-Sig-Value, its integers without surplus octets") {
    Bytes raw(64, 0);
    raw[31] = 0x7F;
    raw[63] = 0x80;
    const auto readings = tokens::readings_of(SignatureForm::ecdsa_der, raw);
    REQUIRE_FALSE(readings.empty());
    CHECK(to_hex(readings.front()) == "300702017f02020080");
}

TEST_CASE("signatures of impossible lengths have no reading, and none is out of bounds") {
    for (std::size_t size = 0; size < 4; ++size) {
        const Bytes few(size, 1);
        CHECK(tokens::readings_of(SignatureForm::r_then_s_little_endian, few).empty() == (size % 2 != 0));
        CHECK_FALSE(tokens::readings_of(SignatureForm::ecdsa_der, few).empty());
    }
}

TEST_CASE("a digest's mechanism goes before a content's, and a content's only where there is a content") {
    using tokens::mechanism_for;
    using tokens::MechanismInput;
    const std::vector<std::uint64_t> both{0x40, 0x01};
    CHECK(mechanism_for(KeyFamily::rsa, DigestAlgorithm::sha256, both, true)->input ==
          MechanismInput::digest_info);
    const std::vector<std::uint64_t> hashing{0x40};
    CHECK_FALSE(mechanism_for(KeyFamily::rsa, DigestAlgorithm::sha256, hashing, false));
    CHECK(mechanism_for(KeyFamily::rsa, DigestAlgorithm::sha256, hashing, true)->number == 0x40);
    CHECK_FALSE(mechanism_for(KeyFamily::gost_2015_512, DigestAlgorithm::streebog_512, both, true));
    const std::vector<std::uint64_t> rutoken{0x1201, 0xD4321006, 0xD4321009};
    CHECK(mechanism_for(KeyFamily::gost_2015_512, DigestAlgorithm::streebog_512, rutoken, true)->number ==
          0xD4321006);
    CHECK(mechanism_for(KeyFamily::gost_2004, DigestAlgorithm::gost_34311, rutoken, false)->number == 0x1201);
    CHECK_FALSE(mechanism_for(KeyFamily::rsa, DigestAlgorithm::sha1, both, true));
}

TEST_CASE("a number that no table knows is a failure that names it") {
    CHECK(tokens::error_of(0xA0, "C_Login").code == ErrorCode::wrong_pin);
    CHECK(tokens::error_of(0xA0, "C_Login", tokens::PinOwner::administrator).code == ErrorCode::wrong_puk);
    CHECK(tokens::error_of(0xA4, "C_Login", tokens::PinOwner::administrator).code == ErrorCode::puk_locked);
    CHECK(tokens::error_of(0x06, "C_Login").code == ErrorCode::device_function_failed);
    const auto odd = tokens::error_of(0x80001234, "C_Sign");
    CHECK(odd.code == ErrorCode::device_function_failed);
    CHECK(odd.detail == "C_Sign: 0x0000000080001234");
}

TEST_CASE("a token has NCALayer's storage name by what it says of itself") {
    CHECK(tokens::storage_of({.model = "KAZTOKEN"}) == "AKKaztokenStore");
    CHECK(tokens::storage_of({.label = "JaCarta PKI"}) == "AKJaCartaStore");
    CHECK(tokens::storage_of({.model = "eToken 5110"}) == "AKEToken5110Store");
    CHECK(tokens::storage_of({.model = "eToken"}) == "AKEToken72KStore");
    CHECK(tokens::storage_of({.label = "PIV_II"}) == "PKCS11");
}

}  // namespace
}  // namespace qoltanba::test
