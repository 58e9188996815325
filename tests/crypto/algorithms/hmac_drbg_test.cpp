#include "crypto/algorithms/hmac_drbg.hpp"

#include "crypto/algorithms/digest.hpp"
#include "crypto/algorithms/samples.hpp"
#include "support/catch.hpp"

namespace qoltanba::test {

using namespace crypto;

// RFC 6979 draws its nonces with this very generator, seeded with the private key and the digest. On P-256 a
// nonce is the first 256 bits that come out below the order, which these are.
TEST_CASE("The generator draws the nonces of RFC 6979, A.2.5 with SHA-512") {
    const auto key = hex("C9AFA9D845BA75166B5C215767B1D6934E50C3DB36E89B127B8A622B120F6721");
    const auto nonce = [&key](std::string_view message) {
        const auto digest = digest_of(DigestAlgorithm::sha512, bytes_of(message));
        HmacDrbg generator({key, BytesView(digest).first(32)});
        Bytes octets(32);
        generator.generate(octets);
        return to_hex(octets);
    };
    CHECK(nonce("sample") == "5fa81c63109badb88c1f367b47da606da28cad69aa22c4fe6ad7df73a7173aa5");
    CHECK(nonce("test") == "6915d11632aca3c40d5d51c08daf9c555933819548784480e93499000d9f0b7f");
}

TEST_CASE("The generator gives other octets each time it is asked, of any length") {
    HmacDrbg generator({bytes_of("seed")});
    Bytes first(64);
    Bytes second(64);
    generator.generate(first);
    generator.generate(second);
    CHECK(first != second);
    Bytes longer(200);
    generator.generate(longer);
    CHECK(Bytes(longer.begin(), longer.begin() + 64) != Bytes(longer.begin() + 64, longer.begin() + 128));
    CHECK(Bytes(longer.end() - 8, longer.end()) != Bytes(8));
}

TEST_CASE("The seed is what its pieces make together") {
    Bytes whole(32);
    Bytes pieces(32);
    HmacDrbg({bytes_of("one two")}).generate(whole);
    HmacDrbg({bytes_of("one "), bytes_of("two")}).generate(pieces);
    CHECK(whole == pieces);
    HmacDrbg({bytes_of("one twO")}).generate(pieces);
    CHECK(whole != pieces);
}

}  // namespace qoltanba::test
