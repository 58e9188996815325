#include "crypto/algorithms/digest.hpp"

#include "crypto/algorithms/libgcrypt.hpp"
#include "crypto/algorithms/samples.hpp"
#include "support/catch.hpp"

namespace qoltanba::test {

using namespace crypto;

namespace {

constexpr std::array all_algorithms{DigestAlgorithm::sha1,         DigestAlgorithm::sha256,
                                    DigestAlgorithm::sha384,       DigestAlgorithm::sha512,
                                    DigestAlgorithm::streebog_256, DigestAlgorithm::streebog_512,
                                    DigestAlgorithm::gost_34311};

}  // namespace

TEST_CASE("Streebog gives the digests of RFC 6986 and of the recorded examples") {
    for (const auto& example : vectors("streebog.json")) {
        const auto message = hex(example, "msg_hex");
        CHECK(to_hex(digest_of(DigestAlgorithm::streebog_256, message)) == text(example, "streebog256"));
        CHECK(to_hex(digest_of(DigestAlgorithm::streebog_512, message)) == text(example, "streebog512"));
    }
}

TEST_CASE("GOST 34.311-95 uses the TestParamSet S-box and not CryptoPro's") {
    const auto examples = vectors("gost34311.json").at("vectors");
    REQUIRE(!examples.empty());
    for (const auto& example : examples) {
        const auto digest = to_hex(digest_of(DigestAlgorithm::gost_34311, hex(example, "msg_hex")));
        CHECK(digest == text(example, "gost34311_kz"));
        CHECK(digest != text(example, "cryptopro_negative"));
    }
}

TEST_CASE("SHA gives the digests of FIPS 180-4 for abc") {
    const auto of_abc = [](DigestAlgorithm algorithm) {
        return to_hex(digest_of(algorithm, bytes_of("abc")));
    };
    CHECK(of_abc(DigestAlgorithm::sha1) == "a9993e364706816aba3e25717850c26c9cd0d89d");
    CHECK(of_abc(DigestAlgorithm::sha256) ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(of_abc(DigestAlgorithm::sha384).substr(0, 32) == "cb00753f45a35e8bb5a03d699ac65007");
    CHECK(of_abc(DigestAlgorithm::sha512).substr(0, 32) == "ddaf35a193617abacc417349ae204131");
}

TEST_CASE("Every digest agrees with libgcrypt at every length around its block") {
    for (const auto algorithm : all_algorithms) {
        CAPTURE(identity_of(algorithm).name);
        for (std::size_t size = 0; size < 300; ++size) {
            const auto data = scattered(size, static_cast<std::uint32_t>(size));
            const auto digest = digest_of(algorithm, data);
            CAPTURE(size);
            REQUIRE(digest.size() == identity_of(algorithm).size);
            REQUIRE(to_hex(digest) == to_hex(gcrypt_digest(algorithm, data)));
        }
    }
}

TEST_CASE("A digest does not depend on the pieces its input comes in") {
    const auto data = scattered(1000, 1);
    for (const auto algorithm : all_algorithms) {
        CAPTURE(identity_of(algorithm).name);
        for (const auto piece : std::initializer_list<std::size_t>{1, 7, 64, 65, 999}) {
            Hasher hasher(algorithm);
            for (BytesView rest = data; !rest.empty();) {
                const auto taken = std::min(piece, rest.size());
                hasher.update(rest.first(taken));
                rest = rest.subspan(taken);
            }
            CHECK(to_hex(hasher.finish()) == to_hex(digest_of(algorithm, data)));
        }
    }
}

TEST_CASE("A digest is found by each of its names, and by no other") {
    for (const auto algorithm : all_algorithms) {
        CHECK(identity_of(algorithm).algorithm == algorithm);
        CHECK(digest_by_oid(identity_of(algorithm).oid) == algorithm);
        CHECK(digest_by_xml(identity_of(algorithm).xml) == algorithm);
    }
    CHECK(digest_by_xml("http://www.w3.org/2001/04/xmldsig-more#sha1") == DigestAlgorithm::sha1);
    CHECK(digest_by_xml("") == std::nullopt);
    CHECK(digest_by_xml("http://www.w3.org/2001/04/xmldsig-more#md5") == std::nullopt);
    CHECK(digest_by_oid("1.2.840.113549.2.5") == std::nullopt);
}

}  // namespace qoltanba::test
