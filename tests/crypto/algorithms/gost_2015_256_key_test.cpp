#include "crypto/algorithms/keys.hpp"
#include "crypto/algorithms/libgcrypt.hpp"
#include "crypto/algorithms/samples.hpp"
#include "crypto/der/writer.hpp"
#include "support/catch.hpp"

namespace qoltanba::test {

using namespace crypto;

namespace {

constexpr auto family = KeyFamily::gost_2015_256;
constexpr auto algorithm = DigestAlgorithm::streebog_256;

Bytes scalar_of(std::uint32_t seed) {
    auto scalar = scattered(32, seed);
    scalar.back() = 0x3F;  // surely below the order
    return scalar;
}

}  // namespace

TEST_CASE("Signatures that libgcrypt makes on the 256-bit curve verify, and flipped ones do not") {
    for (std::uint32_t seed = 0; seed < 8; ++seed) {
        const auto scalar = scalar_of(seed);
        const auto key = public_key(gost_spki(family, gcrypt_public_key(family, scalar)));
        CHECK(key.family() == family);
        CHECK(key.bits() == 256);
        CHECK(key.signature_size() == 64);
        const auto digest = digest_of(algorithm, scattered(50, seed));
        const auto signature = gcrypt_sign(family, scalar, digest);
        CHECK(ok(key.verify(algorithm, digest, signature)));
        for (std::size_t bit = seed; bit < 512; bit += 9) {
            CHECK(error_code(key.verify(algorithm, digest, with_bit_flipped(signature, bit))) ==
                  ErrorCode::signature_mismatch);
        }
        CHECK(error_code(key.verify(algorithm, with_bit_flipped(digest, seed), signature)) ==
              ErrorCode::signature_mismatch);
    }
}

TEST_CASE("On the 256-bit curve r and s outside [1, q-1] are refused") {
    const auto scalar = scalar_of(1);
    const auto key = public_key(gost_spki(family, gcrypt_public_key(family, scalar)));
    const auto digest = digest_of(algorithm, {});
    const auto good = gcrypt_sign(family, scalar, digest);
    const auto q = little_endian("400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67", 32);
    for (const auto& bad : {Bytes(32), q, Bytes(32, 0xFF)}) {
        auto signature = good;
        std::ranges::copy(bad, signature.begin());
        CHECK(error_code(key.verify(algorithm, digest, signature)) == ErrorCode::signature_mismatch);
        signature = good;
        std::ranges::copy(bad, signature.begin() + 32);
        CHECK(error_code(key.verify(algorithm, digest, signature)) == ErrorCode::signature_mismatch);
    }
    CHECK(error_code(key.verify(algorithm, digest, BytesView(good).first(63))) ==
          ErrorCode::signature_mismatch);
}

TEST_CASE("A digest that is zero modulo the order counts as one on the 256-bit curve") {
    const auto scalar = scalar_of(2);
    const auto key = public_key(gost_spki(family, gcrypt_public_key(family, scalar)));
    Bytes one(32);
    one.front() = 1;
    const auto signature = gcrypt_sign(family, scalar, one);
    CHECK(ok(key.verify(algorithm, Bytes(32), signature)));
    CHECK(ok(key.verify(algorithm, one, signature)));
}

// The curve has four times as many points as its subgroup. (0, 0) is none of them in this form; a point of
// order two has y = 0, and G plus that point lies on the curve but not in the subgroup.
TEST_CASE("A point on the 256-bit curve outside its subgroup is refused") {
    const auto order_two =
        little_endian("0100FE73F595FF158E974B44D478D9588744FE5C192AC47EA63075DCE7A14AAA", 32);
    Bytes point = order_two;
    append(point, Bytes(32));
    CHECK(error_code(PublicKey::from_spki(gost_spki(family, point))) == ErrorCode::unsupported_key);
    Bytes mixed = little_endian("18476B1AF2E5CECDC380E4C91D2A3A5C2B6C0788066615E2B4E9A63246463E96", 32);
    append(mixed, little_endian("4CFA952E3B48A1409977E07FABA396136986D7E8EDC05C336154375BE5070030", 32));
    CHECK(error_code(PublicKey::from_spki(gost_spki(family, mixed))) == ErrorCode::unsupported_key);
}

TEST_CASE("A point off the 256-bit curve, or with a coordinate beyond the field, is refused") {
    const auto good = gcrypt_public_key(family, scalar_of(3));
    REQUIRE(ok(PublicKey::from_spki(gost_spki(family, good))));
    CHECK(error_code(PublicKey::from_spki(gost_spki(family, with_bit_flipped(good, 3)))) ==
          ErrorCode::unsupported_key);
    CHECK(error_code(PublicKey::from_spki(gost_spki(family, Bytes(64)))) == ErrorCode::unsupported_key);
    CHECK(error_code(PublicKey::from_spki(gost_spki(family, Bytes(64, 0xFF)))) == ErrorCode::unsupported_key);
}

TEST_CASE("No private key of the 256-bit GOST-2015 curve is read or made") {
    CHECK(error_code(PrivateKey::generate(family)) == ErrorCode::unsupported_key);
    CHECK(error_code(PrivateKey::from_pkcs8(gost_pkcs8(family, der::octet_string(scalar_of(4))))) ==
          ErrorCode::unsupported_key);
}

}  // namespace qoltanba::test
