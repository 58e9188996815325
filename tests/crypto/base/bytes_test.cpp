#include "crypto/base/bytes.hpp"

#include "support/catch.hpp"

namespace qoltanba::test {

TEST_CASE("Hex is written in lower case and read in either") {
    CHECK(to_hex(Bytes{0x00, 0x0F, 0xA5, 0xFF}) == "000fa5ff");
    CHECK(to_hex({}).empty());
    CHECK(from_hex("000fa5ff") == Bytes{0x00, 0x0F, 0xA5, 0xFF});
    CHECK(from_hex("A5fF") == Bytes{0xA5, 0xFF});
    CHECK(from_hex("") == Bytes{});
}

TEST_CASE("What is not hex is nothing") {
    for (const auto* text : {"0", "abc", "0g", "g0", " 00", "0x00", "00 ", "-1", "\xD0\xB0"}) {
        CAPTURE(text);
        CHECK_FALSE(from_hex(text));
    }
}

TEST_CASE("Octets of a text are the text again, zeros and all") {
    const std::string text("a\0b", 3);
    CHECK(bytes_of(text).size() == 3);
    CHECK(text_of(bytes_of(text)) == text);
    Bytes both = copy_of(bytes_of("one "));
    append(both, bytes_of("two"));
    CHECK(text_of(both) == "one two");
}

}  // namespace qoltanba::test
