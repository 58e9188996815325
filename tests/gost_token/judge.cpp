// Judges what a GOST key signed, by libgcrypt, a reader of CMS of its own and libxml2's canonical form:
// nothing of what made it. The file and what it is to hold come by the environment; the test fails where it
// is not so.
#include "crypto/algorithms/libgcrypt.hpp"
#include "crypto/base/base64.hpp"
#include "crypto/levels/second_reader.hpp"
#include "crypto/signatures/xml_oracles.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <cstdlib>

namespace qoltanba::test {
namespace {

std::string given(const char* name) {
    const char* value = std::getenv(name);
    INFO(name);
    REQUIRE(value != nullptr);
    return value;
}

/// What a BIT STRING holds, after the number of unused bits.
BytesView bits_of(const second::Element& bit_string) {
    return bit_string.content.subspan(1);
}

/// x || y of the key in a SubjectPublicKeyInfo.
Bytes coordinates_in(const second::Element& key) {
    return copy_of(second::element_of(bits_of(key.at(1))).content);
}

}  // namespace

TEST_CASE("CMS") {
    const auto data = second::signed_data_of(read_file(given("QOLTANBA_SIGNED")));
    const auto content = given("QOLTANBA_CONTENT");
    REQUIRE(data.signers.size() == 1);
    if (data.content) CHECK(text_of(*data.content) == content);
    CHECK(second::digest_is_right(data.signers[0], bytes_of(content)));
    CHECK(second::signature_is_right(data.signers[0]));
}

TEST_CASE("PKCS10") {
    const auto file = read_file(given("QOLTANBA_SIGNED"));
    const auto request = second::element_of(file);  // information, signatureAlgorithm, signature
    CHECK(request.whole.size() == file.size());
    const auto information = request.at(0);  // version, subject, subjectPKInfo, attributes
    const auto key = information.at(2);
    const auto algorithm = key.at(0);
    // GOST 34.10-2015 with 512 bits on its curve, over Streebog-512: as the national CA's certificates say
    // it.
    CHECK(to_hex(algorithm.at(0).content) == "2a830e030a01010202");
    CHECK(to_hex(algorithm.at(1).at(0).content) == "2a830e030a0101020201");
    CHECK(to_hex(request.at(1).at(0).content) == "2a830e030a0101020302");
    CHECK(gcrypt_verifies(crypto::KeyFamily::gost_2015_512, coordinates_in(key),
                          gcrypt_digest(crypto::DigestAlgorithm::streebog_512, information.whole),
                          bits_of(request.at(2))));
    CHECK(text_of(information.at(1).whole).find(given("QOLTANBA_CONTENT")) != std::string_view::npos);
}

TEST_CASE("XML") {
    constexpr auto streebog = crypto::DigestAlgorithm::streebog_512;
    const Parsed made(read_text(given("QOLTANBA_SIGNED")));
    const auto octets_of = [&](std::string_view element) {
        return *from_base64(*crypto::text_inside(element_named(*made, element)));
    };
    const auto canonical_digest = [&](const xmlNode* apex, const xmlNode* left_out) {
        return gcrypt_digest(streebog, bytes_of(library_canonical(*made, apex, {}, left_out)));
    };
    const auto* document = reinterpret_cast<const xmlNode*>(made->tree());
    CHECK(octets_of("DigestValue") == canonical_digest(document, element_named(*made, "Signature")));
    const auto certificate = octets_of("X509Certificate");
    const auto key = second::element_of(certificate).at(0).at(6);
    CHECK(gcrypt_verifies(crypto::KeyFamily::gost_2015_512, coordinates_in(key),
                          canonical_digest(element_named(*made, "SignedInfo"), nullptr),
                          octets_of("SignatureValue")));
}

}  // namespace qoltanba::test
