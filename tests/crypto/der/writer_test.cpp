#include "crypto/der/writer.hpp"

#include "crypto/der/values.hpp"
#include "support/catch.hpp"

#include <limits>
#include <stdexcept>

namespace qoltanba::test {

using namespace crypto::der;

TEST_CASE("Lengths are written in as few octets as they need") {
    const auto header = [](std::size_t size) {
        const auto whole = octet_string(Bytes(size));
        return to_hex(BytesView(whole).first(whole.size() - size));
    };
    CHECK(header(0) == "0400");
    CHECK(header(127) == "047f");
    CHECK(header(128) == "048180");
    CHECK(header(255) == "0481ff");
    CHECK(header(256) == "04820100");
    CHECK(header(65536) == "0483010000");
}

TEST_CASE("Simple values are written as X.690 has them") {
    CHECK(to_hex(null()) == "0500");
    CHECK(to_hex(boolean(true)) == "0101ff");
    CHECK(to_hex(boolean(false)) == "010100");
    CHECK(to_hex(octet_string(Bytes{0xAB})) == "0401ab");
    CHECK(to_hex(bit_string(Bytes{0xAB})) == "030200ab");
    CHECK(to_hex(utf8_string("Ұ")) == "0c02d2b0");
    CHECK(to_hex(printable_string("KZ")) == "13024b5a");
    CHECK(to_hex(explicit_tag(3, null())) == "a3020500");
    CHECK(to_hex(sequence({null(), boolean(true)})) == "300505000101ff");
    CHECK(to_hex(sequence(std::vector<Bytes>{null(), null()})) == "300405000500");
}

TEST_CASE("A secret element is the same element in locked memory") {
    const Bytes secret(200, 0x55);
    const auto whole =
        secret_element(Tag::octet_string, {BytesView(secret).first(50), BytesView(secret).last(150)});
    CHECK(to_hex(whole.view()) == to_hex(octet_string(secret)));
}

TEST_CASE("Integers are written with the fewest octets and read back as they were") {
    CHECK(to_hex(integer(0)) == "020100");
    CHECK(to_hex(integer(127)) == "02017f");
    CHECK(to_hex(integer(128)) == "02020080");
    CHECK(to_hex(integer(-128)) == "020180");
    CHECK(to_hex(integer(-129)) == "0202ff7f");
    for (const std::int64_t value :
         {std::int64_t{0}, std::int64_t{-1}, std::int64_t{255}, std::int64_t{-32769},
          std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
        const auto whole = integer(value);
        CHECK(*small_integer(*Reader(whole).next()) == value);
    }
    CHECK(to_hex(unsigned_integer(BytesView{})) == "020100");
    CHECK(to_hex(unsigned_integer(Bytes{0x00, 0x00, 0x80})) == "02020080");
    CHECK(to_hex(unsigned_integer(Bytes{0x00, 0x7F})) == "02017f");
}

TEST_CASE("Named bits are written without trailing zeros and read back as they were") {
    CHECK(to_hex(named_bits(0)) == "030100");
    CHECK(to_hex(named_bits(1)) == "03020780");
    CHECK(to_hex(named_bits(3)) == "030206c0");
    CHECK(to_hex(named_bits(19)) == "030203c8");
    CHECK(to_hex(named_bits(256)) == "0303070080");
    for (const std::uint32_t bits : {0x80000000U, 0xFFFFFFFFU, 0x00008000U, 0x12345678U}) {
        const auto whole = named_bits(bits);
        CHECK(crypto::der::named_bits(*Reader(whole).next()).value() == bits);
    }
}

TEST_CASE("Object identifiers are written as they are read") {
    for (const auto* dotted : {"1.2.398.3.10.1.1.2.3.2", "2.5.4.3", "0.0", "0.39", "1.39", "2.0", "2.999.3",
                               "1.2.840.113549.1.9.16.2.47", "1.2.18446744073709551615"}) {
        CAPTURE(dotted);
        const auto whole = object_identifier(dotted);
        CHECK(*oid_text(*Reader(whole).expect(Tag::object_identifier)) == dotted);
    }
    CHECK(to_hex(object_identifier("1.2.398.3.10.1.1.2.3.2")) == "060a2a830e030a0101020302");
}

TEST_CASE("A text that is no object identifier is a fault of the program") {
    for (const auto* text : {"", "1", "1.", ".1", "1..2", "3.1", "1.40", "1.2.x", "1.2.3.", "-1.2",
                             "1.2.18446744073709551616", "2.18446744073709551615"}) {
        CAPTURE(text);
        CHECK_THROWS_AS(object_identifier(text), std::invalid_argument);
    }
}

TEST_CASE("SET OF is sorted by encoding") {
    CHECK(to_hex(set_of({integer(256), integer(2), boolean(true), integer(1)})) ==
          "310d0101ff02010102010202020100");
    CHECK(to_hex(set_of({})) == "3100");
}

TEST_CASE("Times are UTCTime through 2049 and GeneralizedTime outside") {
    const auto written = [](std::string_view iso) {
        const auto whole = crypto::der::time(time_from_iso(iso).value());
        const auto element = *Reader(whole).next();
        CHECK(to_iso(*time_value(element)) == iso);
        return std::pair{element.tag, std::string(text_of(element.content))};
    };
    CHECK(written("2026-07-20T09:15:00Z") == std::pair{Tag::utc_time, std::string("260720091500Z")});
    CHECK(written("2049-12-31T23:59:59Z") == std::pair{Tag::utc_time, std::string("491231235959Z")});
    CHECK(written("1950-01-01T00:00:00Z") == std::pair{Tag::utc_time, std::string("500101000000Z")});
    CHECK(written("2050-01-01T00:00:00Z") ==
          std::pair{Tag::generalized_time, std::string("20500101000000Z")});
    CHECK(written("1949-12-31T23:59:59Z") ==
          std::pair{Tag::generalized_time, std::string("19491231235959Z")});
}

}  // namespace qoltanba::test
