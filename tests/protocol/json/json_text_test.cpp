#include "protocol/json/json_text.hpp"

#include "protocol/json/utf8.hpp"
#include "support/catch.hpp"

#include <nlohmann/json.hpp>

using namespace qoltanba::protocol;

namespace {

std::string written(std::string_view text) {
    JsonText json;
    json.string(text);
    return std::move(json).take();
}

}  // namespace

TEST_CASE("objects and arrays are written compactly") {
    JsonText json;
    json.begin_object()
        .member("a", "x")
        .key("b")
        .begin_array()
        .integer(-1)
        .boolean(true)
        .null()
        .begin_object()
        .end_object()
        .begin_array()
        .end_array()
        .number(1.5)
        .end_array()
        .key("c")
        .begin_object()
        .key("d")
        .boolean(false)
        .end_object()
        .end_object();
    CHECK(std::move(json).take() == R"({"a":"x","b":[-1,true,null,{},[],1.5],"c":{"d":false}})");
}

TEST_CASE("a fraction stays a fraction when it is read again") {
    const auto number = [](double value) {
        JsonText json;
        json.number(value);
        return std::move(json).take();
    };
    CHECK(number(1.5) == "1.5");
    CHECK(number(12) == "12.0");
    CHECK(number(-0.0) == "-0.0");
    CHECK(number(1e300) == "1e+300");
    for (const double value : {0.1, 92223372036852080685.4438, 5e-324, 1.7976931348623157e308}) {
        CHECK(nlohmann::json::parse(number(value)).is_number_float());
        CHECK(nlohmann::json::parse(number(value)) == value);
    }
}

TEST_CASE("strings are escaped as the original escapes them") {
    CHECK(written("\"\\\b\t\n\f\r") == R"("\"\\\b\t\n\f\r")");
    CHECK(written(std::string_view("\x00\x1F", 2)) == R"("\u0000\u001f")");
    CHECK(written("</tag> a/b <a/> /") == R"("<\/tag> a/b <a/> /")");
    CHECK(written("\u007F\u0080\u009F\u00A0") == "\"\u007F\\u0080\\u009f\u00A0\"");
    CHECK(written("\u1FFF\u2000\u2028\u20FF\u2100") == "\"\u1FFF\\u2000\\u2028\\u20ff\u2100\"");
    CHECK(written("ҚОЛТАҢБА \U0001F58B") == "\"ҚОЛТАҢБА \U0001F58B\"");
}

TEST_CASE("octets that are not UTF-8 become the replacement character, one for each") {
    CHECK(written("a\xFF\xC3") == "\"a\uFFFD\uFFFD\"");
    CHECK(written("\xED\xA0\x80") == "\"\uFFFD\uFFFD\uFFFD\"");
    CHECK(written("\xE2\x82<") == "\"\uFFFD\uFFFD<\"");
}

TEST_CASE("every code point comes back from a strict reader as it was") {
    for (char32_t point = 0; point <= 0x10FFFF; ++point) {
        if (point >= 0xD800 && point <= 0xDFFF) continue;
        std::string text;
        append_utf8(text, point);
        const auto decoded = decode_utf8(text, 0);
        const bool same = decoded.valid && decoded.value == point && decoded.length == text.size() &&
                          nlohmann::json::parse(written(text)).get<std::string>() == text;
        if (!same) FAIL("U+" << std::hex << static_cast<std::uint32_t>(point));
    }
    SUCCEED("all");
}
