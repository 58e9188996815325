#include "crypto/der/reader.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <chrono>

namespace qoltanba::test {

using namespace crypto::der;

namespace {

Bytes hex(std::string_view text) {
    return from_hex(text).value();
}

std::string converted(std::string_view text) {
    const auto der = ber_to_der(hex(text));
    REQUIRE(ok(der));
    return to_hex(*der);
}

bool refused(std::string_view text) {
    return error_code(ber_to_der(hex(text))) == ErrorCode::malformed_der;
}

/// So many SEQUENCEs of indefinite length, one in the other.
Bytes nested(std::size_t depth) {
    Bytes input;
    for (std::size_t i = 0; i < depth; ++i) append(input, hex("3080"));
    input.resize(input.size() + 2 * depth);
    return input;
}

}  // namespace

TEST_CASE("Indefinite lengths become definite") {
    CHECK(converted("3080"
                    "020105"
                    "0000") == "3003020105");
    CHECK(converted("3080"
                    "a080"
                    "0500"
                    "0000"
                    "0000") == "3004a0020500");
    CHECK(converted("30800000") == "3000");
    CHECK(converted("3006"
                    "3080"
                    "0500"
                    "0000") == "300430020500");
}

TEST_CASE("Lengths in more octets than they need become minimal") {
    CHECK(converted("0481020102") == "04020102");
    CHECK(converted("3083000005"
                    "0482000105") == "3003040105");
}

TEST_CASE("Segmented strings are joined") {
    CHECK(converted("2480"
                    "0402aabb"
                    "0401cc"
                    "0000") == "0403aabbcc");
    CHECK(converted("2407"
                    "0402aabb"
                    "0401cc") == "0403aabbcc");
    CHECK(converted("2480"
                    "2480"
                    "0401aa"
                    "0000"
                    "0401bb"
                    "0000") == "0402aabb");
    CHECK(converted("24800000") == "0400");
    CHECK(converted("2c80"
                    "0c0141"
                    "0c0142"
                    "0000") == "0c024142");
    CHECK(converted("2380"
                    "030200ff"
                    "030204f0"
                    "0000") == "030304fff0");
    CHECK(converted("23800000") == "030100");
}

TEST_CASE("Segments of another type, or with unused bits in the middle, are refused") {
    CHECK(
        refused("2480"
                "020105"
                "0000"));
    CHECK(
        refused("2480"
                "0c0141"
                "0000"));
    CHECK(
        refused("2380"
                "030204f0"
                "030200ff"
                "0000"));
    CHECK(
        refused("2380"
                "0300"
                "0000"));
}

TEST_CASE("What is DER already is copied octet for octet") {
    for (const auto* name :
         {"kz/cms/skarm_individual_attached_cades_t.der", "kz/cms/ncanode_rsa_attached_test123.der",
          "kz/ca/prod/root_gost_2020.cer", "kz/crl/nca_gost2022_test_2025.crl", "kz/tsp/tsp_response.bin"}) {
        CAPTURE(name);
        const auto input = fixture(name);
        const auto output = ber_to_der(input);
        REQUIRE(ok(output));
        CHECK(*output == input);
    }
    // A SET out of order and a BOOLEAN of 01 may be signed as they stand.
    CHECK(converted("3106"
                    "020105"
                    "010101") == "3106020105010101");
}

TEST_CASE("The key files of the national CA, whose insides are BER, become DER") {
    const auto input = fixture("kz/p12/gost2015/2026_valid_individual.p12");
    REQUIRE(input.size() > 4);
    const auto output = ber_to_der(input);
    REQUIRE(ok(output));
    CHECK(ok(read_single(*output, Tag::sequence)));
    CHECK(*ber_to_der(*output) == *output);
}

TEST_CASE("Octets after the element, and elements cut short, are refused") {
    CHECK(refused(""));
    CHECK(refused("050000"));
    CHECK(refused("30800500"));          // not closed
    CHECK(refused("3080050000"));        // half closed
    CHECK(refused("30030205"));          // runs past the end
    CHECK(refused("3003020500"));        // the inner one runs past the outer
    CHECK(refused("0480aabb0000"));      // a primitive of indefinite length
    CHECK(refused("3004308005000000"));  // the inner one is closed beyond the outer's end
    CHECK(refused("1f8101"));
}

TEST_CASE("Nesting ends at 64") {
    CHECK(ok(ber_to_der(nested(64))));
    CHECK(error_code(ber_to_der(nested(65))) == ErrorCode::malformed_der);
    CHECK(error_code(ber_to_der(nested(1000000))) == ErrorCode::malformed_der);
}

TEST_CASE("A megabyte of tiny elements under deep nesting is converted in good time") {
    Bytes input;
    for (int i = 0; i < 60; ++i) append(input, hex("3080"));
    for (int i = 0; i < 500000; ++i) append(input, hex("0500"));
    input.resize(input.size() + 120);
    const auto start = std::chrono::steady_clock::now();
    REQUIRE(ok(ber_to_der(input)));
    CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}

}  // namespace qoltanba::test
