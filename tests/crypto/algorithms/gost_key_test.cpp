#include "crypto/algorithms/keys.hpp"
#include "crypto/algorithms/libgcrypt.hpp"
#include "crypto/algorithms/samples.hpp"
#include "crypto/der/writer.hpp"
#include "support/catch.hpp"

#include <algorithm>
#include <set>

namespace qoltanba::test {

using namespace crypto;

namespace {

constexpr std::array signing_families{KeyFamily::gost_2015_512, KeyFamily::gost_2004};

const nlohmann::json& curve(KeyFamily family) {
    static const auto curves = vectors("gost3410.json").at("kz_curves");
    return curves.at(family == KeyFamily::gost_2015_512 ? "1.2.398.3.10.1.1.2.2.1"
                                                        : "1.2.398.3.10.1.1.1.1.1");
}

std::size_t size_of(KeyFamily family) {
    return family == KeyFamily::gost_2015_512 ? 64 : 32;
}

/// The order of the curve's group, little-endian.
Bytes order(KeyFamily family) {
    return little_endian(text(curve(family), "q"), size_of(family));
}

DigestAlgorithm digest_algorithm(KeyFamily family) {
    return suite_of(family).digest;
}

/// x || y of this key, cut from its SPKI.
Bytes coordinates(const PublicKey& key) {
    const auto spki = key.spki();
    return copy_of(spki.last(2 * size_of(key.family())));
}

PrivateKey generated(KeyFamily family) {
    auto key = PrivateKey::generate(family);
    REQUIRE(ok(key));
    return std::move(*key);
}

PublicKey public_key_of(const PrivateKey& key) {
    const auto own = key.public_key();
    REQUIRE(ok(own));
    return *own;
}

}  // namespace

TEST_CASE("A signature that the national library made verifies, and its private key gives its public key") {
    const auto example = vectors("kalkan_gost512.json");
    Bytes point = little_endian(text(example, "qx"), 64);
    append(point, little_endian(text(example, "qy"), 64));
    const auto key = public_key(gost_spki(KeyFamily::gost_2015_512, point));

    const auto digest = digest_of(DigestAlgorithm::streebog_512, bytes_of(text(example, "msg")));
    CHECK(to_hex(digest) == text(example, "digest"));
    CHECK(ok(key.verify(DigestAlgorithm::streebog_512, digest, hex(example, "sig"))));

    const auto scalar = little_endian(text(example, "d"), 64);
    const auto own = private_key(gost_pkcs8(KeyFamily::gost_2015_512, der::octet_string(scalar)));
    CHECK(public_key_of(own) == key);
    CHECK(to_hex(public_key_of(own).spki()) == to_hex(key.spki()));
}

TEST_CASE("An own GOST signature is accepted by libgcrypt, and libgcrypt's by us") {
    for (const auto family : signing_families) {
        CAPTURE(suite_of(family).name);
        for (std::uint32_t round = 0; round < 8; ++round) {
            auto scalar = scattered(size_of(family), round);
            scalar.back() = 0x01;  // surely below the order
            const auto key = private_key(gost_pkcs8(family, der::octet_string(scalar)));
            const auto own = public_key_of(key);
            CHECK(to_hex(coordinates(own)) == to_hex(gcrypt_public_key(family, scalar)));

            const auto digest = digest_of(digest_algorithm(family), scattered(100, round + 100));
            const auto signature = key.sign(digest_algorithm(family), digest, all_allowed);
            REQUIRE(ok(signature));
            CHECK(signature->size() == own.signature_size());
            CHECK(gcrypt_verifies(family, coordinates(own), digest, *signature));
            CHECK(ok(own.verify(digest_algorithm(family), digest, gcrypt_sign(family, scalar, digest))));
        }
    }
}

TEST_CASE("A digest that is zero modulo the order is signed and verified as one") {
    for (const auto family : signing_families) {
        CAPTURE(suite_of(family).name);
        const auto key = generated(family);
        for (const auto& digest : {Bytes(size_of(family)), order(family)}) {
            const auto signature = key.sign(digest_algorithm(family), digest, all_allowed);
            REQUIRE(ok(signature));
            Bytes one(size_of(family));
            one.front() = 1;
            CHECK(gcrypt_verifies(family, coordinates(public_key_of(key)), one, *signature));
        }
    }
}

TEST_CASE("Any flipped bit of digest or signature is refused") {
    for (const auto family : signing_families) {
        CAPTURE(suite_of(family).name);
        const auto key = generated(family);
        const auto own = public_key_of(key);
        const auto algorithm = digest_algorithm(family);
        const auto digest = digest_of(algorithm, bytes_of("document"));
        const auto signature = key.sign(algorithm, digest, all_allowed);
        REQUIRE(ok(signature));
        REQUIRE(ok(own.verify(algorithm, digest, *signature)));
        for (std::size_t bit = 0; bit < signature->size() * 8; bit += 5) {
            CAPTURE(bit);
            CHECK(error_code(own.verify(algorithm, digest, with_bit_flipped(*signature, bit))) ==
                  ErrorCode::signature_mismatch);
        }
        for (std::size_t bit = 0; bit < digest.size() * 8; bit += 5) {
            CAPTURE(bit);
            CHECK(error_code(own.verify(algorithm, with_bit_flipped(digest, bit), *signature)) ==
                  ErrorCode::signature_mismatch);
        }
    }
}

TEST_CASE("r and s outside [1, q-1] are refused, also where they are right modulo q") {
    for (const auto family : signing_families) {
        CAPTURE(suite_of(family).name);
        const auto size = size_of(family);
        const auto key = generated(family);
        const auto own = public_key_of(key);
        const auto algorithm = digest_algorithm(family);
        const auto digest = digest_of(algorithm, bytes_of("document"));
        const auto good = *key.sign(algorithm, digest, all_allowed);
        for (const auto& bad : {Bytes(size), order(family), Bytes(size, 0xFF)}) {
            auto signature = good;
            std::ranges::copy(bad, signature.begin());
            CHECK(error_code(own.verify(algorithm, digest, signature)) == ErrorCode::signature_mismatch);
            signature = good;
            std::ranges::copy(bad, signature.begin() + static_cast<std::ptrdiff_t>(size));
            CHECK(error_code(own.verify(algorithm, digest, signature)) == ErrorCode::signature_mismatch);
        }
        CHECK(error_code(own.verify(algorithm, digest, Bytes(2 * size))) == ErrorCode::signature_mismatch);
    }
}

TEST_CASE("A signature of another length or with its halves exchanged is refused") {
    for (const auto family : signing_families) {
        const auto key = generated(family);
        const auto own = public_key_of(key);
        const auto algorithm = digest_algorithm(family);
        const auto digest = digest_of(algorithm, bytes_of("document"));
        auto signature = *key.sign(algorithm, digest, all_allowed);
        const auto refused = [&](BytesView octets) {
            return error_code(own.verify(algorithm, digest, octets)) == ErrorCode::signature_mismatch;
        };
        CHECK(refused({}));
        CHECK(refused(BytesView(signature).first(signature.size() - 1)));
        std::ranges::rotate(signature, signature.begin() + static_cast<std::ptrdiff_t>(size_of(family)));
        CHECK(refused(signature));
        signature.push_back(0);
        CHECK(refused(signature));
    }
}

TEST_CASE("Two signatures over one digest have nothing in common") {
    for (const auto family : signing_families) {
        const auto key = generated(family);
        const auto digest = digest_of(digest_algorithm(family), bytes_of("document"));
        std::set<Bytes> first_halves;
        for (int round = 0; round < 16; ++round) {
            const auto signature = key.sign(digest_algorithm(family), digest, all_allowed);
            REQUIRE(ok(signature));
            first_halves.insert(Bytes(signature->begin(), signature->begin() + 32));
        }
        CHECK(first_halves.size() == 16);
    }
}

TEST_CASE("GOST-2004 is signed only where the policy allows it, and verified always") {
    const auto key = generated(KeyFamily::gost_2004);
    const auto digest = digest_of(DigestAlgorithm::gost_34311, bytes_of("document"));
    CHECK(error_code(key.sign(DigestAlgorithm::gost_34311, digest, {})) ==
          ErrorCode::algorithm_refused_by_policy);
    const auto signature = key.sign(DigestAlgorithm::gost_34311, digest, all_allowed);
    REQUIRE(ok(signature));
    CHECK(ok(public_key_of(key).verify(DigestAlgorithm::gost_34311, digest, *signature)));
}

TEST_CASE("A GOST key takes no digest but its own, at its own length") {
    const auto key = generated(KeyFamily::gost_2015_512);
    const Bytes octets(64, 0x11);
    CHECK(error_code(key.sign(DigestAlgorithm::sha512, octets, {})) == ErrorCode::unsupported_algorithm);
    CHECK(error_code(public_key_of(key).verify(DigestAlgorithm::sha512, octets, Bytes(128))) ==
          ErrorCode::unsupported_algorithm);
    const auto shorter = BytesView(octets).first(63);
    CHECK(error_code(key.sign(DigestAlgorithm::streebog_512, shorter, {})) ==
          ErrorCode::digest_length_mismatch);
    CHECK(error_code(public_key_of(key).verify(DigestAlgorithm::streebog_512, shorter, Bytes(128))) ==
          ErrorCode::digest_length_mismatch);
}

TEST_CASE("A private key is read in every form that key files hold") {
    for (const auto family : signing_families) {
        CAPTURE(suite_of(family).name);
        auto scalar = scattered(size_of(family), 5);
        scalar.back() = 0x7A;
        const Bytes big_endian(scalar.rbegin(), scalar.rend());
        const auto certificate_key = public_key(gost_spki(family, gcrypt_public_key(family, scalar)));
        for (const auto& octets :
             {der::octet_string(scalar), der::unsigned_integer(big_endian), scalar, big_endian}) {
            CAPTURE(to_hex(octets));
            auto key = private_key(gost_pkcs8(family, octets));
            REQUIRE(ok(key.bind_to(certificate_key)));
            CHECK(public_key_of(key) == certificate_key);
            const auto digest = digest_of(digest_algorithm(family), {});
            CHECK(ok(key.sign(digest_algorithm(family), digest, all_allowed)));
        }
    }
}

TEST_CASE("A short INTEGER is a small scalar") {
    auto key = private_key(gost_pkcs8(KeyFamily::gost_2004, der::integer(3)));
    Bytes three(32);
    three.front() = 3;
    CHECK(to_hex(coordinates(public_key_of(key))) == to_hex(gcrypt_public_key(KeyFamily::gost_2004, three)));
}

TEST_CASE("Bare octets that look like an INTEGER are still found by their certificate") {
    auto scalar = scattered(32, 9);
    scalar[0] = 0x02;  // INTEGER
    scalar[1] = 0x1E;  // of the 30 octets that follow
    scalar[2] = 0x11;
    const auto certificate_key =
        public_key(gost_spki(KeyFamily::gost_2004, gcrypt_public_key(KeyFamily::gost_2004, scalar)));
    auto key = private_key(gost_pkcs8(KeyFamily::gost_2004, scalar));
    CHECK(ok(key.bind_to(certificate_key)));
}

TEST_CASE("Before it is bound, a key of open octet order neither signs nor names its public key") {
    const auto scalar = scattered(64, 3);
    const auto key = private_key(gost_pkcs8(KeyFamily::gost_2015_512, scalar));
    CHECK(error_code(key.public_key()) == ErrorCode::unsupported_key);
    CHECK(error_code(key.sign(DigestAlgorithm::streebog_512, Bytes(64, 1), {})) ==
          ErrorCode::unsupported_key);
    CHECK(error_code(key.to_pkcs8()) == ErrorCode::unsupported_key);
}

TEST_CASE("A key is not bound to another one's certificate") {
    for (const auto family : signing_families) {
        auto key = generated(family);
        CHECK(error_code(key.bind_to(public_key_of(generated(family)))) ==
              ErrorCode::key_does_not_match_certificate);
        CHECK(ok(key.bind_to(public_key_of(key))));
    }
    auto open = private_key(gost_pkcs8(KeyFamily::gost_2015_512, scattered(64, 3)));
    CHECK(error_code(open.bind_to(public_key_of(generated(KeyFamily::gost_2015_512)))) ==
          ErrorCode::key_does_not_match_certificate);
}

TEST_CASE("Scalars outside [1, q-1] and octets that are no scalar make no key") {
    for (const auto family : signing_families) {
        CAPTURE(suite_of(family).name);
        const auto size = size_of(family);
        const auto q = order(family);
        const Bytes q_big_endian(q.rbegin(), q.rend());
        const Bytes negative{0x02, 0x01, 0x80};
        for (const auto& octets :
             {der::octet_string(Bytes(size)), der::octet_string(q), der::octet_string(Bytes(size, 0xFF)),
              der::octet_string(Bytes(size - 1, 1)), der::octet_string(Bytes(size + 1, 1)), der::integer(0),
              der::unsigned_integer(q_big_endian), der::unsigned_integer(Bytes(size + 1, 1)), negative,
              Bytes{}, Bytes(size - 1, 1), Bytes(size), Bytes(size, 0xFF)}) {
            CAPTURE(to_hex(octets));
            CHECK(error_code(PrivateKey::from_pkcs8(gost_pkcs8(family, octets))) == ErrorCode::malformed_der);
        }
    }
}

TEST_CASE("A new key is written as the national CA writes it, and read back as the same key") {
    for (const auto family : signing_families) {
        CAPTURE(suite_of(family).name);
        for (int round = 0; round < 16; ++round) {  // INTEGER has a leading zero in about half of all keys
            const auto key = generated(family);
            const auto pkcs8 = key.to_pkcs8();
            REQUIRE(ok(pkcs8));
            const auto text = to_hex(pkcs8->view());
            if (family == KeyFamily::gost_2015_512) {
                // version 0, AlgorithmIdentifier, OCTET STRING { OCTET STRING of 64 }
                CHECK(text.find("302306092a830e030a010102023016060a2a830e030a010102020106082a830e030a010303"
                                "04420440") == 10);
            } else {
                CHECK(
                    text.find("302506092a830e030a010101013018060a2a830e030a0101010101060a2a830e030a0103010100"
                              "04") == 10);
            }
            const auto again = private_key(*pkcs8);
            CHECK(public_key_of(again) == public_key_of(key));
            CHECK(to_hex(again.to_pkcs8()->view()) == text);
        }
    }
}

TEST_CASE("A GOST public key off its curve, of the wrong length, or with other parameters is refused") {
    for (const auto family : signing_families) {
        CAPTURE(suite_of(family).name);
        const auto size = size_of(family);
        const auto good = coordinates(public_key_of(generated(family)));
        const auto refusal = [&](BytesView point) {
            return error_code(PublicKey::from_spki(gost_spki(family, point)));
        };
        CHECK(refusal(with_bit_flipped(good, 0)) == ErrorCode::unsupported_key);
        CHECK(refusal(with_bit_flipped(good, good.size() * 8 - 1)) == ErrorCode::unsupported_key);
        CHECK(refusal(Bytes(2 * size)) == ErrorCode::unsupported_key);
        CHECK(refusal(Bytes(2 * size, 0xFF)) == ErrorCode::unsupported_key);
        CHECK(refusal(BytesView(good).first(2 * size - 1)) == ErrorCode::malformed_der);
        CHECK(refusal({}) == ErrorCode::malformed_der);
        // The right point under the algorithm of the other family.
        const auto other = family == KeyFamily::gost_2004 ? KeyFamily::gost_2015_512 : KeyFamily::gost_2004;
        CHECK(PublicKey::from_spki(gost_spki(other, good)).has_error());
        // Another curve: the last arc of its OID is changed.
        auto spki = gost_spki(family, good);
        const std::size_t curve_oid_end = family == KeyFamily::gost_2004 ? 31 : 32;
        for (std::size_t at = curve_oid_end - 6; at < curve_oid_end; ++at) {
            auto changed = spki;
            changed[at] ^= 0x02U;
            CHECK(PublicKey::from_spki(changed).has_error());
        }
    }
}

}  // namespace qoltanba::test
