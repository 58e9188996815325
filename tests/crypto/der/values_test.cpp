#include "crypto/der/values.hpp"

#include "crypto/der/writer.hpp"
#include "support/catch.hpp"

#include <limits>

namespace qoltanba::test {

using namespace crypto::der;

namespace {

Bytes hex(std::string_view text) {
    return from_hex(text).value();
}

/// An element of this tag whose content lives as long as the program: tests only.
Element element_of(Tag tag, BytesView content) {
    return {.tag = tag, .content = content, .whole = {}};
}

std::string oid(std::string_view octets) {
    const auto content = hex(octets);
    const auto text = oid_text(element_of(Tag::object_identifier, content));
    return text ? *text : "refused";
}

std::string number(std::string_view octets) {
    const auto content = hex(octets);
    const auto value = small_integer(element_of(Tag::integer, content));
    return value ? std::to_string(*value) : "refused";
}

std::string positive(std::string_view octets) {
    const auto content = hex(octets);
    const auto value = unsigned_integer(element_of(Tag::integer, content));
    return value ? to_hex(*value) : "refused";
}

std::string time_text(Tag tag, std::string_view text) {
    const auto time = time_value(element_of(tag, bytes_of(text)));
    return time ? to_iso(*time) : "refused";
}

std::string string(Tag tag, std::string_view octets) {
    const auto content = hex(octets);
    const auto text = string_text(element_of(tag, content));
    return text ? *text : "refused";
}

std::string bits(std::string_view octets) {
    const auto content = hex(octets);
    const auto value = named_bits(element_of(Tag::bit_string, content));
    return value ? std::to_string(*value) : "refused";
}

}  // namespace

TEST_CASE("Object identifiers are read as text") {
    CHECK(oid("2a830e030a0101020302") == "1.2.398.3.10.1.1.2.3.2");
    CHECK(oid("2a864886f70d01010b") == "1.2.840.113549.1.1.11");
    CHECK(oid("550403") == "2.5.4.3");
    CHECK(oid("00") == "0.0");
    CHECK(oid("27") == "0.39");
    CHECK(oid("28") == "1.0");
    CHECK(oid("4f") == "1.39");
    CHECK(oid("50") == "2.0");
    CHECK(oid("883703") == "2.999.3");
    CHECK(oid("2a81ffffffffffffffff7f") == "1.2.18446744073709551615");
}

TEST_CASE("Object identifiers that are none are refused") {
    CHECK(oid("") == "refused");
    CHECK(oid("2a83") == "refused");                    // the last arc is not ended
    CHECK(oid("2a8001") == "refused");                  // padding
    CHECK(oid("80") == "refused");                      // padding
    CHECK(oid("2a82808080808080808000") == "refused");  // 65 bits
}

TEST_CASE("Integers of up to 64 bits are read with their sign") {
    CHECK(number("00") == "0");
    CHECK(number("7f") == "127");
    CHECK(number("80") == "-128");
    CHECK(number("0080") == "128");
    CHECK(number("ff7f") == "-129");
    CHECK(number("7fffffffffffffff") == std::to_string(std::numeric_limits<std::int64_t>::max()));
    CHECK(number("8000000000000000") == std::to_string(std::numeric_limits<std::int64_t>::min()));
    CHECK(number("008000000000000000") == "refused");
    CHECK(number("") == "refused");
    CHECK(number("0001") == "refused");
    CHECK(number("ff80") == "refused");
}

TEST_CASE("Integers that must not be negative lose their leading zero") {
    CHECK(positive("00") == "00");
    CHECK(positive("0080") == "80");
    CHECK(positive("7f0000") == "7f0000");
    CHECK(positive("80") == "refused");
    CHECK(positive("ff7f") == "refused");
    CHECK(positive("0000") == "refused");
    CHECK(positive("") == "refused");
}

TEST_CASE("Bit strings of whole octets are read as octets, and named bits as a number") {
    const auto whole = hex("00aabb");
    CHECK(to_hex(*bit_string_octets(element_of(Tag::bit_string, whole))) == "aabb");
    const auto odd = hex("01aabc");
    CHECK(error_code(bit_string_octets(element_of(Tag::bit_string, odd))) == ErrorCode::malformed_der);
    CHECK(error_code(bit_string_octets(element_of(Tag::bit_string, {}))) == ErrorCode::malformed_der);

    CHECK(bits("00") == "0");
    CHECK(bits("0780") == "1");      // digitalSignature alone
    CHECK(bits("06c0") == "3");      // with nonRepudiation
    CHECK(bits("03c8") == "19");     // with keyAgreement
    CHECK(bits("070080") == "256");  // decipherOnly stands in the second octet
    CHECK(bits("00ffffffff") == "4294967295");
    CHECK(bits("00ffffffffff") == "refused");
    CHECK(bits("0880") == "refused");
    CHECK(bits("01") == "refused");
    CHECK(bits("") == "refused");
}

TEST_CASE("An implicit octet string is read whole or in segments") {
    const auto primitive = hex("8002aabb");
    CHECK(to_hex(*implicit_octets(*Reader(primitive).next())) == "aabb");
    const auto segments =
        hex("a007"
            "0402aabb"
            "0401cc");
    CHECK(to_hex(*implicit_octets(*Reader(segments).next())) == "aabbcc");
    const auto other = hex("a003020105");
    CHECK(error_code(implicit_octets(*Reader(other).next())) == ErrorCode::malformed_der);
}

TEST_CASE("Times are read in the one form that DER allows") {
    CHECK(time_text(Tag::utc_time, "260720091500Z") == "2026-07-20T09:15:00Z");
    CHECK(time_text(Tag::utc_time, "491231235959Z") == "2049-12-31T23:59:59Z");
    CHECK(time_text(Tag::utc_time, "500101000000Z") == "1950-01-01T00:00:00Z");
    CHECK(time_text(Tag::utc_time, "240229000000Z") == "2024-02-29T00:00:00Z");
    CHECK(time_text(Tag::generalized_time, "20500101000000Z") == "2050-01-01T00:00:00Z");
    CHECK(time_text(Tag::generalized_time, "20260720091500.123Z") == "2026-07-20T09:15:00Z");
}

TEST_CASE("Times that do not exist or stand in other forms are refused") {
    for (const auto* text :
         {"", "Z", "2607200915Z", "260720091500", "260720091500+0500", "260720091500z", "261320091500Z",
          "260732091500Z", "250229000000Z", "260720241500Z", "260720096000Z", "260720091560Z",
          "26072009150 Z", "2607200915-1Z", "0260720091500Z"}) {
        CAPTURE(text);
        CHECK(time_text(Tag::utc_time, text) == "refused");
    }
    for (const auto* text :
         {"", "260720091500Z", "20260720091500", "20260720091500.Z", "20260720091500.1", "20260720091500.1xZ",
          "20260720091500,1Z", "2026072009150012Z", "20260720091500.Z.1Z"}) {
        CAPTURE(text);
        CHECK(time_text(Tag::generalized_time, text) == "refused");
    }
    CHECK(time_text(Tag::utf8_string, "260720091500Z") == "refused");
}

TEST_CASE("Strings of every type become UTF-8") {
    CHECK(string(Tag::utf8_string, "d2b0d0bbd182d182d18bd29b") == "Ұлттық");
    CHECK(string(Tag::utf8_string, "") == "");
    CHECK(string(Tag::utf8_string, "f09f9880") == "\xF0\x9F\x98\x80");
    CHECK(string(Tag::printable_string, "4b5a") == "KZ");
    CHECK(string(Tag::ia5_string, "614062") == "a@b");
    CHECK(string(Tag::t61_string, "41e9") == "Aé");
    CHECK(string(Tag::bmp_string, "00410411049a") == "AБҚ");
    CHECK(string(Tag::bmp_string, "d83dde00") == "\xF0\x9F\x98\x80");
}

TEST_CASE("Strings with octets that are none of their type's are refused") {
    for (const auto* octets : {"80", "c3", "c328", "c080", "c1bf", "e080af", "eda080", "edbfbf", "f0808080",
                               "f4908080", "f5808080", "e282", "f09f98", "4100", "fe", "ff"}) {
        CAPTURE(octets);
        CHECK(string(Tag::utf8_string, octets) == "refused");
    }
    CHECK(string(Tag::printable_string, "d0ba") == "refused");
    CHECK(string(Tag::printable_string, "4b00") == "refused");
    CHECK(string(Tag::ia5_string, "80") == "refused");
    CHECK(string(Tag::t61_string, "00") == "refused");
    CHECK(string(Tag::bmp_string, "004100") == "refused");
    CHECK(string(Tag::bmp_string, "0000") == "refused");
    CHECK(string(Tag::bmp_string, "d83d") == "refused");
    CHECK(string(Tag::bmp_string, "d83d0041") == "refused");
    CHECK(string(Tag::bmp_string, "de00d83d") == "refused");
    CHECK(string(Tag::octet_string, "41") == "refused");
}

}  // namespace qoltanba::test
