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

/// x || y of the key in a certificate.
Bytes coordinates_in(BytesView certificate) {
    const auto key = second::element_of(certificate).at(0).at(6).at(1);
    return copy_of(second::element_of(key.content.subspan(1)).content);  // after the number of unused bits
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
    CHECK(gcrypt_verifies(crypto::KeyFamily::gost_2015_512, coordinates_in(octets_of("X509Certificate")),
                          canonical_digest(element_named(*made, "SignedInfo"), nullptr),
                          octets_of("SignatureValue")));
}

}  // namespace qoltanba::test
