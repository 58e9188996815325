#include "crypto/base/base64.hpp"

#include "support/catch.hpp"

namespace qoltanba::test {

namespace {

std::string decoded(std::string_view text) {
    const auto bytes = from_base64(text);
    return bytes ? std::string(text_of(*bytes)) : "refused";
}

/// What the page is told about this text.
std::string fault(std::string_view text) {
    const auto bytes = from_base64(text);
    REQUIRE(error_code(bytes) == ErrorCode::malformed_base64);
    return bytes.error().detail;
}

/// Octets 0, 1, 2, ... with every value among them from 256 on.
Bytes counted(std::size_t size) {
    Bytes bytes(size);
    for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::uint8_t>(i * 7 + i / 256);
    return bytes;
}

}  // namespace

TEST_CASE("The examples of RFC 4648, 10 are written and read") {
    for (const auto& [plain, encoded] : {std::pair{"", ""},
                                         {"f", "Zg=="},
                                         {"fo", "Zm8="},
                                         {"foo", "Zm9v"},
                                         {"foob", "Zm9vYg=="},
                                         {"fooba", "Zm9vYmE="},
                                         {"foobar", "Zm9vYmFy"}}) {
        CHECK(to_base64(bytes_of(plain)) == encoded);
        CHECK(decoded(encoded) == plain);
    }
    CHECK(to_base64(Bytes{0xFB, 0xEF, 0xFF}) == "++//");
    CHECK(decoded("++//") == "\xFB\xEF\xFF");
}

TEST_CASE("Octets of any length come back as they were") {
    for (std::size_t size = 0; size < 600; ++size) {
        const auto bytes = counted(size);
        REQUIRE(*from_base64(to_base64(bytes)) == bytes);
    }
}

TEST_CASE("Long inputs, which are encoded in steps, have padding at the end alone") {
    const auto bytes = counted((std::size_t{3} << 20U) + 1);
    const auto text = to_base64(bytes);
    CHECK(text.find('=') == text.size() - 2);
    CHECK(*from_base64(text) == bytes);
}

TEST_CASE("White space is skipped and padding may be left out") {
    CHECK(decoded("Zm9v\r\nYmFy\n") == "foobar");
    CHECK(decoded(" Z m\t9v ") == "foo");
    CHECK(decoded("Zg") == "f");
    CHECK(decoded("Zm8") == "fo");
    CHECK(decoded("Zg=\n=") == "f");
    CHECK(decoded(" \n") == "");
}

TEST_CASE("Faults are named in the words of the Java decoder") {
    CHECK(fault("Zm9?") == "Illegal base64 character 3f");
    CHECK(fault("Zm9-") == "Illegal base64 character 2d");
    CHECK(fault("\x01") == "Illegal base64 character 1");
    CHECK(fault("\xD0\x96") == "Illegal base64 character d0");
    CHECK(fault(std::string_view("Zm\0v", 4)) == "Illegal base64 character 0");
    CHECK(fault("Z") == "Last unit does not have enough valid bits");
    CHECK(fault("Zm9vY") == "Last unit does not have enough valid bits");
    CHECK(fault("Zg=") == "Input byte array has wrong 4-byte ending unit");
    CHECK(fault("=") == "Input byte array has wrong 4-byte ending unit");
    CHECK(fault("Zg==Zg==") == "Input byte array has incorrect ending byte");
    CHECK_FALSE(fault("Zg===").empty());
    CHECK_FALSE(fault("Zm9v=").empty());
    CHECK_FALSE(fault("====").empty());
}

TEST_CASE("Lines have the width asked for and end with a newline") {
    const auto text = to_base64_lines(counted(100), 64);
    CHECK(text.size() == 136 + 3);
    CHECK(text[64] == '\n');
    CHECK(text[129] == '\n');
    CHECK(text.back() == '\n');
    CHECK(to_base64_lines({}, 64).empty());
    CHECK(*from_base64(to_base64_lines(counted(100), 76)) == counted(100));
}

TEST_CASE("Armour is written as RFC 7468 has it and read whatever its label") {
    const auto bytes = counted(50);
    const auto text = to_pem("CERTIFICATE", bytes);
    CHECK(text.starts_with("-----BEGIN CERTIFICATE-----\n"));
    CHECK(text.ends_with("\n-----END CERTIFICATE-----\n"));
    CHECK(*from_pem(text) == bytes);
    CHECK(*from_pem("Subject: somebody\r\n-----BEGIN X-----\r\n" + to_base64(bytes) +
                    "\r\n-----END X-----\r\n") == bytes);
    CHECK(*from_pem(to_base64(bytes)) == bytes);
    CHECK(*from_pem(text + to_pem("CERTIFICATE", counted(3))) == bytes);
}

TEST_CASE("Armour that is not closed is refused") {
    for (const auto* text : {"-----BEGIN X-----\nZm9v", "-----BEGIN X", "-----BEGIN -----END ",
                             "-----BEGIN X-----END X-----", "-----BEGIN X-----\nZm9?\n-----END X-----\n"}) {
        CAPTURE(text);
        CHECK(error_code(from_pem(text)) == ErrorCode::malformed_base64);
    }
}

}  // namespace qoltanba::test
