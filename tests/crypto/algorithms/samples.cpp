#include "crypto/algorithms/samples.hpp"

#include "crypto/der/writer.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <random>

namespace qoltanba::test {

using crypto::KeyFamily;
namespace der = crypto::der;

nlohmann::json vectors(std::string_view name) {
    return nlohmann::json::parse(fixture("kz/vectors/" + std::string(name)));
}

Bytes hex(std::string_view text) {
    const std::string padded = (text.size() % 2 == 0 ? "" : "0") + std::string(text);
    auto octets = from_hex(padded);
    REQUIRE(octets);
    return *octets;
}

std::string text(const nlohmann::json& object, const char* member) {
    return object.at(member).get<std::string>();
}

Bytes hex(const nlohmann::json& object, const char* member) {
    return hex(text(object, member));
}

Bytes little_endian(std::string_view hex_text, std::size_t size) {
    const auto number = hex(hex_text);
    REQUIRE(number.size() <= size);
    Bytes octets(number.rbegin(), number.rend());
    octets.resize(size);
    return octets;
}

Bytes scattered(std::size_t size, std::uint32_t seed) {
    std::mt19937 generator(seed);
    Bytes octets(size);
    for (auto& octet : octets) octet = static_cast<std::uint8_t>(generator());
    return octets;
}

Bytes with_bit_flipped(BytesView octets, std::size_t bit) {
    Bytes changed = copy_of(octets);
    changed.at(bit / 8) = static_cast<std::uint8_t>(changed.at(bit / 8) ^ 1U << (bit % 8));
    return changed;
}

namespace {

Bytes gost_algorithm(KeyFamily family) {
    switch (family) {
        case KeyFamily::gost_2015_512:
            return hex("302306092a830e030a010102023016060a2a830e030a010102020106082a830e030a010303");
        case KeyFamily::gost_2015_256:
            return hex("302306092a830e030a010102013016060a2a830e030a010102010106082a830e030a010302");
        case KeyFamily::gost_2004:
            return hex("302506092a830e030a010101013018060a2a830e030a0101010101060a2a830e030a0103010100");
        default:
            FAIL("not a GOST family");
            return {};
    }
}

}  // namespace

Bytes gost_spki(KeyFamily family, BytesView coordinates) {
    return der::sequence({gost_algorithm(family), der::bit_string(der::octet_string(coordinates))});
}

SecretBytes gost_pkcs8(KeyFamily family, BytesView private_key_octets) {
    return SecretBytes::copy_of(
        der::sequence({der::integer(0), gost_algorithm(family), der::octet_string(private_key_octets)}));
}

crypto::PublicKey public_key(BytesView spki) {
    auto key = crypto::PublicKey::from_spki(spki);
    REQUIRE(ok(key));
    return *key;
}

crypto::PrivateKey private_key(const SecretBytes& pkcs8) {
    auto key = crypto::PrivateKey::from_pkcs8(pkcs8);
    REQUIRE(ok(key));
    return std::move(*key);
}

}  // namespace qoltanba::test
