#include "crypto/algorithms/keys.hpp"
#include "crypto/algorithms/samples.hpp"
#include "crypto/der/writer.hpp"
#include "support/catch.hpp"

namespace qoltanba::test {

using namespace crypto;

namespace {

Bytes good_spki() {
    auto key = PrivateKey::generate(KeyFamily::gost_2015_512);
    REQUIRE(ok(key));
    return copy_of(key->public_key()->spki());
}

SecretBytes good_pkcs8() {
    auto key = PrivateKey::generate(KeyFamily::gost_2015_512);
    REQUIRE(ok(key));
    auto pkcs8 = key->to_pkcs8();
    REQUIRE(ok(pkcs8));
    return std::move(*pkcs8);
}

/// The parts of good_pkcs8 in a new frame.
SecretBytes framed(std::int64_t version, std::initializer_list<Bytes> trailing) {
    const auto pkcs8 = good_pkcs8();
    auto inside = der::Reader(pkcs8.view()).enter(der::Tag::sequence);
    REQUIRE(ok(inside->next()));
    const auto algorithm = inside->next();
    const auto key = inside->next();
    std::vector<Bytes> parts{der::integer(version), copy_of(algorithm->whole), copy_of(key->whole)};
    parts.insert(parts.end(), trailing.begin(), trailing.end());
    return SecretBytes::copy_of(der::sequence(parts));
}

}  // namespace

TEST_CASE("No part of an SPKI or PKCS#8 that is cut short is a key") {
    const auto spki = good_spki();
    for (std::size_t size = 0; size < spki.size(); ++size) {
        CHECK(error_code(PublicKey::from_spki(BytesView(spki).first(size))) == ErrorCode::malformed_der);
    }
    const auto pkcs8 = good_pkcs8();
    for (std::size_t size = 0; size < pkcs8.size(); ++size) {
        const auto part = SecretBytes::copy_of(pkcs8.view().first(size));
        CHECK(error_code(PrivateKey::from_pkcs8(part)) == ErrorCode::malformed_der);
    }
}

TEST_CASE("Octets after an SPKI or PKCS#8 are refused") {
    auto spki = good_spki();
    spki.push_back(0);
    CHECK(error_code(PublicKey::from_spki(spki)) == ErrorCode::malformed_der);
    auto pkcs8 = copy_of(good_pkcs8().view());
    pkcs8.push_back(0);
    CHECK(error_code(PrivateKey::from_pkcs8(SecretBytes::copy_of(pkcs8))) == ErrorCode::malformed_der);
}

TEST_CASE("PKCS#8 of version 0 and 1 is read, with attributes and public key skipped") {
    const auto attributes = der::element(der::context(0), der::set_of({der::integer(1)}));
    const auto public_key = der::element(der::context_primitive(1), Bytes{0x00, 0x04, 0x05});
    CHECK(ok(PrivateKey::from_pkcs8(framed(0, {}))));
    CHECK(ok(PrivateKey::from_pkcs8(framed(0, {attributes}))));
    CHECK(ok(PrivateKey::from_pkcs8(framed(1, {attributes, public_key}))));
    CHECK(ok(PrivateKey::from_pkcs8(framed(1, {public_key}))));
    CHECK(error_code(PrivateKey::from_pkcs8(framed(2, {}))) == ErrorCode::malformed_der);
    CHECK(error_code(PrivateKey::from_pkcs8(framed(-1, {}))) == ErrorCode::malformed_der);
    CHECK(error_code(PrivateKey::from_pkcs8(framed(0, {der::null()}))) == ErrorCode::malformed_der);
    CHECK(error_code(PrivateKey::from_pkcs8(framed(1, {public_key, attributes}))) ==
          ErrorCode::malformed_der);
}

TEST_CASE("A key algorithm that nobody here knows is unsupported, not malformed") {
    const auto ed25519 = der::sequence({der::object_identifier("1.3.101.112")});
    CHECK(error_code(PublicKey::from_spki(der::sequence({ed25519, der::bit_string(Bytes(32))}))) ==
          ErrorCode::unsupported_key);
    const auto pkcs8 = SecretBytes::copy_of(
        der::sequence({der::integer(0), ed25519, der::octet_string(der::octet_string(Bytes(32)))}));
    CHECK(error_code(PrivateKey::from_pkcs8(pkcs8)) == ErrorCode::unsupported_key);
}

}  // namespace qoltanba::test
