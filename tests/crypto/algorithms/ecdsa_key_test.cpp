#include "crypto/algorithms/keys.hpp"
#include "crypto/algorithms/libgcrypt.hpp"
#include "crypto/algorithms/samples.hpp"
#include "crypto/der/values.hpp"
#include "crypto/der/writer.hpp"
#include "support/catch.hpp"

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <set>

namespace qoltanba::test {

using namespace crypto;

namespace {

constexpr std::array families{KeyFamily::ecdsa_p256, KeyFamily::ecdsa_p384};

std::size_t size_of(KeyFamily family) {
    return family == KeyFamily::ecdsa_p384 ? 48 : 32;
}

std::string_view curve_oid(KeyFamily family) {
    return family == KeyFamily::ecdsa_p384 ? "1.3.132.0.34" : "1.2.840.10045.3.1.7";
}

Bytes algorithm_of(std::string_view curve) {
    return der::sequence({der::object_identifier("1.2.840.10045.2.1"), der::object_identifier(curve)});
}

Bytes spki_of(std::string_view curve, BytesView point) {
    return der::sequence({algorithm_of(curve), der::bit_string(point)});
}

SecretBytes pkcs8_of(KeyFamily family, std::int64_t version, BytesView scalar) {
    const auto inner = der::sequence({der::integer(version), der::octet_string(scalar)});
    return SecretBytes::copy_of(
        der::sequence({der::integer(0), algorithm_of(curve_oid(family)), der::octet_string(inner)}));
}

PrivateKey generated(KeyFamily family) {
    auto key = PrivateKey::generate(family);
    REQUIRE(ok(key));
    return std::move(*key);
}

Bytes point_of(const PublicKey& key) {
    return copy_of(key.spki().last(1 + 2 * size_of(key.family())));
}

}  // namespace

TEST_CASE("The signatures of RFC 6979, A.2.5 verify, and its private key gives its public key") {
    const auto point =
        hex("0460FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6"
            "7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299");
    const auto key = public_key(spki_of(curve_oid(KeyFamily::ecdsa_p256), point));
    const auto signature = [](const char* r, const char* s) {
        return der::sequence({der::unsigned_integer(hex(r)), der::unsigned_integer(hex(s))});
    };
    CHECK(ok(key.verify(DigestAlgorithm::sha256, digest_of(DigestAlgorithm::sha256, bytes_of("sample")),
                        signature("EFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716",
                                  "F7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8"))));
    CHECK(ok(key.verify(DigestAlgorithm::sha512, digest_of(DigestAlgorithm::sha512, bytes_of("sample")),
                        signature("8496A60B5E9B47C825488827E0495B0E3FA109EC4568FD3F8D1097678EB97F00",
                                  "2362AB1ADBE2B8ADF9CB9EDAB740EA6049C028114F2460F96554F61FAE3302FE"))));
    const auto own = private_key(pkcs8_of(
        KeyFamily::ecdsa_p256, 1, hex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721")));
    CHECK(*own.public_key() == key);
}

TEST_CASE("An own ECDSA signature is accepted by libgcrypt, and no two are alike") {
    for (const auto family : families) {
        CAPTURE(size_of(family));
        const auto key = generated(family);
        const auto own = *key.public_key();
        const auto algorithm = suite_of(family).digest;
        const auto digest = digest_of(algorithm, bytes_of("document"));
        std::set<Bytes> signatures;
        for (int round = 0; round < 8; ++round) {
            const auto signature = key.sign(algorithm, digest, {});
            REQUIRE(ok(signature));
            auto numbers = der::Reader(*signature).enter(der::Tag::sequence);
            REQUIRE(ok(numbers));
            const auto r = der::unsigned_integer(*numbers->expect(der::Tag::integer));
            const auto s = der::unsigned_integer(*numbers->expect(der::Tag::integer));
            CHECK(gcrypt_verifies_ecdsa(family, point_of(own), digest, *r, *s));
            signatures.insert(*signature);
        }
        CHECK(signatures.size() == 8);
    }
}

TEST_CASE("Any flipped bit of digest or ECDSA signature is refused") {
    for (const auto family : families) {
        const auto key = generated(family);
        const auto own = *key.public_key();
        const auto algorithm = suite_of(family).digest;
        const auto digest = digest_of(algorithm, bytes_of("document"));
        const auto signature = *key.sign(algorithm, digest, {});
        REQUIRE(ok(own.verify(algorithm, digest, signature)));
        for (std::size_t bit = 0; bit < signature.size() * 8; ++bit) {
            CAPTURE(bit);
            CHECK(error_code(own.verify(algorithm, digest, with_bit_flipped(signature, bit))) ==
                  ErrorCode::signature_mismatch);
        }
        for (std::size_t bit = 0; bit < digest.size() * 8; bit += 3) {
            CHECK(error_code(own.verify(algorithm, with_bit_flipped(digest, bit), signature)) ==
                  ErrorCode::signature_mismatch);
        }
        auto longer = signature;
        longer.push_back(0);
        CHECK(error_code(own.verify(algorithm, digest, longer)) == ErrorCode::signature_mismatch);
        CHECK(error_code(own.verify(algorithm, digest, {})) == ErrorCode::signature_mismatch);
        CHECK(error_code(own.verify(DigestAlgorithm::sha1, Bytes(20), signature)) ==
              ErrorCode::unsupported_algorithm);
    }
}

TEST_CASE("A new EC key is written as PKCS#8 that OpenSSL and we read as the same key") {
    for (const auto family : families) {
        auto key = generated(family);
        const auto own = *key.public_key();
        CHECK(own.family() == family);
        CHECK(own.bits() == size_of(family) * 8);
        CHECK(own.signature_size() == 0);
        CHECK(ok(key.bind_to(own)));
        CHECK(error_code(key.bind_to(*generated(family).public_key())) ==
              ErrorCode::key_does_not_match_certificate);

        const auto pkcs8 = *key.to_pkcs8();
        CHECK(*private_key(pkcs8).public_key() == own);
        const auto* at = pkcs8.view().data();
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> theirs(
            d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(pkcs8.size())), EVP_PKEY_free);
        REQUIRE(theirs);
        unsigned char* written = nullptr;
        const int size = i2d_PUBKEY(theirs.get(), &written);
        REQUIRE(size > 0);
        CHECK(to_hex({written, static_cast<std::size_t>(size)}) == to_hex(own.spki()));
        OPENSSL_free(written);
    }
}

TEST_CASE("EC keys on other curves, off their curve, or in other forms are refused") {
    const auto point = point_of(*generated(KeyFamily::ecdsa_p256).public_key());
    const auto p256 = curve_oid(KeyFamily::ecdsa_p256);
    const auto refusal = [](BytesView spki) { return error_code(PublicKey::from_spki(spki)); };
    REQUIRE(ok(PublicKey::from_spki(spki_of(p256, point))));
    CHECK(refusal(spki_of("1.3.132.0.10", point)) == ErrorCode::unsupported_key);  // secp256k1
    CHECK(refusal(spki_of(curve_oid(KeyFamily::ecdsa_p384), point)) == ErrorCode::unsupported_key);
    CHECK(refusal(spki_of(p256, with_bit_flipped(point, 8 * 40))) == ErrorCode::unsupported_key);
    CHECK(refusal(spki_of(p256, BytesView(point).first(64))) == ErrorCode::unsupported_key);
    CHECK(refusal(spki_of(p256, Bytes{0x00})) == ErrorCode::unsupported_key);
    CHECK(refusal(spki_of(p256, {})) == ErrorCode::unsupported_key);
    auto compressed = Bytes(point.begin(), point.begin() + 33);
    compressed.front() = 0x02;
    CHECK(refusal(spki_of(p256, compressed)) == ErrorCode::unsupported_key);
    // Without the curve's name.
    CHECK(refusal(der::sequence({der::sequence({der::object_identifier("1.2.840.10045.2.1")}),
                                 der::bit_string(point)})) == ErrorCode::malformed_der);
}

TEST_CASE("EC scalars that are none make no key") {
    const auto refusal = [](std::int64_t version, BytesView scalar) {
        return error_code(PrivateKey::from_pkcs8(pkcs8_of(KeyFamily::ecdsa_p256, version, scalar)));
    };
    CHECK(refusal(1, Bytes(32)) == ErrorCode::malformed_der);
    CHECK(refusal(1, Bytes(32, 0xFF)) == ErrorCode::malformed_der);
    CHECK(refusal(1, hex("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")) ==
          ErrorCode::malformed_der);
    CHECK(refusal(1, Bytes(31, 1)) == ErrorCode::malformed_der);
    CHECK(refusal(2, Bytes(32, 1)) == ErrorCode::malformed_der);
}

}  // namespace qoltanba::test
