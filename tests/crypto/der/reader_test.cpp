#include "crypto/der/reader.hpp"

#include "support/catch.hpp"

namespace qoltanba::test {

using namespace crypto::der;

namespace {

Bytes hex(std::string_view text) {
    return from_hex(text).value();
}

bool refused(std::string_view octets) {
    const auto input = hex(octets);
    return error_code(Reader(input).next()) == ErrorCode::malformed_der;
}

}  // namespace

TEST_CASE("A reader walks the elements of one level and goes inside them") {
    const auto input =
        hex("3007"
            "020105"
            "0402abcd"
            "0500");
    Reader reader(input);
    auto inside = reader.enter(Tag::sequence);
    REQUIRE(ok(inside));
    const auto number = inside->expect(Tag::integer);
    REQUIRE(ok(number));
    CHECK(to_hex(number->content) == "05");
    CHECK(to_hex(number->whole) == "020105");
    CHECK(inside->next_is(Tag::octet_string));
    const auto octets = inside->next();
    REQUIRE(ok(octets));
    CHECK(to_hex(octets->content) == "abcd");
    CHECK(ok(inside->finish()));
    CHECK_FALSE(reader.at_end());
    CHECK(error_code(reader.finish()) == ErrorCode::malformed_der);
    CHECK(reader.next_is(Tag::null));
    CHECK(ok(reader.next()));
    CHECK(ok(reader.finish()));
    CHECK(error_code(reader.next()) == ErrorCode::malformed_der);
    CHECK_FALSE(reader.next_is(Tag::null));
}

TEST_CASE("An element of another tag is left where it stands") {
    const auto input = hex("020105");
    Reader reader(input);
    CHECK(error_code(reader.expect(Tag::octet_string)) == ErrorCode::malformed_der);
    CHECK(error_code(reader.enter(Tag::sequence)) == ErrorCode::malformed_der);
    const auto absent = reader.optional(Tag::boolean);
    REQUIRE(ok(absent));
    CHECK_FALSE(absent->has_value());
    const auto present = reader.optional(Tag::integer);
    REQUIRE(ok(present));
    REQUIRE(present->has_value());
    CHECK((*present)->tag == Tag::integer);
    const auto after_the_end = reader.optional(Tag::integer);
    REQUIRE(ok(after_the_end));
    CHECK_FALSE(after_the_end->has_value());
    CHECK(error_code(reader.expect(Tag::integer)) == ErrorCode::malformed_der);
}

TEST_CASE("An optional element that is damaged is an error, not an absent one") {
    const auto input = hex("0205ff");
    CHECK(error_code(Reader(input).optional(Tag::integer)) == ErrorCode::malformed_der);
}

TEST_CASE("Long lengths are read in as few octets as they need") {
    Bytes input = hex("04820100");
    input.resize(4 + 256, 0x5A);
    const auto element = Reader(input).next();
    REQUIRE(ok(element));
    CHECK(element->content.size() == 256);
    CHECK(element->whole.size() == 260);
    Bytes short_one = hex("048180");
    short_one.resize(3 + 128);
    CHECK(ok(Reader(short_one).next()));
}

TEST_CASE("Lengths that lie are refused") {
    CHECK(refused("04"));                      // no length
    CHECK(refused("0401"));                    // no content
    CHECK(refused("0405aabbccdd"));            // one octet short
    CHECK(refused("0480"));                    // indefinite, primitive
    CHECK(refused("30800000"));                // indefinite, constructed
    CHECK(refused("04ff"));                    // reserved
    CHECK(refused("04817f00"));                // could be short
    CHECK(refused("04820001aa"));              // leading zero
    CHECK(refused("048400000001aa"));          // leading zeros
    CHECK(refused("0484ffffffff"));            // 4 GiB
    CHECK(refused("0488ffffffffffffffff"));    // all that 64 bits hold
    CHECK(refused("0488fffffffffffffff6"));    // wraps around when the header is added
    CHECK(refused("0489010000000000000000"));  // more than 64 bits
    CHECK(
        refused("04fe"
                "0101"));  // length octets are cut off
    CHECK(refused(""));
}

TEST_CASE("Tag numbers above 30 are refused") {
    CHECK(refused("1f8101"));
    CHECK(refused("bf2100"));
    CHECK(refused("5f0500"));
}

TEST_CASE("A single element has nothing before or after it") {
    const auto exact = hex("020105");
    REQUIRE(ok(read_single(exact, Tag::integer)));
    CHECK(error_code(read_single(exact, Tag::sequence)) == ErrorCode::malformed_der);
    CHECK(error_code(read_single(hex("02010500"), Tag::integer)) == ErrorCode::malformed_der);
    CHECK(error_code(read_single({}, Tag::integer)) == ErrorCode::malformed_der);
}

}  // namespace qoltanba::test
