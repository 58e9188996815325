#include "protocol/json/lenient_json.hpp"

#include "protocol/json/utf8.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <nlohmann/json.hpp>

using namespace qoltanba;
using namespace qoltanba::protocol;
using namespace qoltanba::test;

namespace {

nlohmann::json strict(const JsonValue& value) {
    return nlohmann::json::parse(to_text(value));
}

std::string fault_in(std::string_view text) {
    const auto document = read_lenient_json(text);
    REQUIRE(error_code(document) == ErrorCode::malformed_json);
    return document.error().detail;
}

bool holds(std::string_view text, std::string_view piece) {
    return text.find(piece) != std::string_view::npos;
}

std::string repeated(std::string_view piece, std::size_t times) {
    std::string text;
    text.reserve(piece.size() * times);
    for (std::size_t i = 0; i < times; ++i) text += piece;
    return text;
}

}  // namespace

TEST_CASE("a page's JSON is read as org.json 20160810 reads it") {
    const auto table = nlohmann::json::parse(text_of(test_data("lenient_json.json")));
    for (const auto& group : table["groups"]) {
        for (const auto& entry : group["cases"]) {
            const auto text = entry["text"].get<std::string>();
            INFO(group["about"] << ": " << entry["text"]);
            const auto document = read_lenient_json(text);
            if (entry.contains("value")) {
                REQUIRE(ok(document));
                CHECK(strict(document->root) == entry["value"]);
            } else {
                CHECK(error_code(document) == ErrorCode::malformed_json);
                CHECK(document.error().detail == entry["error"].get<std::string>());
            }
        }
    }
}

TEST_CASE("a surrogate that stands alone becomes the replacement character") {
    const auto document =
        read_lenient_json(R"({a:"\ud83d",b:"\ude00x",c:"\ud83d\u0041",d:"\ud83d\ud83d\ude00"})");
    REQUIRE(ok(document));
    CHECK(opt_string(document->root, "a") == "\uFFFD");
    CHECK(opt_string(document->root, "b") == "\uFFFDx");
    CHECK(opt_string(document->root, "c") == "\uFFFDA");
    CHECK(opt_string(document->root, "d") == "\uFFFD\U0001F600");
}

TEST_CASE("a text that is not UTF-8 is refused, because a signature would go over other octets") {
    CHECK(fault_in("{a:\"\xFF\"}") == "The text is not UTF-8");
    CHECK(fault_in("{a:\"\xC0\x80\"}") == "The text is not UTF-8");          // overlong
    CHECK(fault_in("{a:\"\xED\xA0\x80\"}") == "The text is not UTF-8");      // a surrogate
    CHECK(fault_in("{a:\"\xF4\x90\x80\x80\"}") == "The text is not UTF-8");  // beyond U+10FFFF
    CHECK(fault_in("{a:\"\xE2\x82") == "The text is not UTF-8");             // cut off
    CHECK(ok(read_lenient_json("{a:\"\xF4\x8F\xBF\xBF\"}")));
}

TEST_CASE("a text nested deeper than the limit is a fault, one just within it is not") {
    const JsonLimits limits{.depth = 8};
    CHECK(ok(read_lenient_json("{a:" + repeated("[", 7) + repeated("]", 7) + "}", limits)));
    const auto deeper = read_lenient_json("{a:" + repeated("[", 8) + repeated("]", 8) + "}", limits);
    REQUIRE(error_code(deeper) == ErrorCode::malformed_json);
    CHECK(holds(deeper.error().detail, "Nested too deeply"));

    CHECK(holds(fault_in(repeated("{a:", 100'000)), "Nested too deeply"));
    CHECK(holds(fault_in("{a:" + repeated("[", 100'000)), "Nested too deeply"));
    CHECK(holds(fault_in(repeated("{", 100'000)), "Nested too deeply"));
}

TEST_CASE("objects in place of keys do not make a small text grow without end") {
    const auto nested = [](std::size_t times) {
        return repeated("{", times) + repeated("}:1", times - 1) + "}";
    };
    const auto twice = read_lenient_json(nested(3));
    REQUIRE(ok(twice));
    CHECK(twice->root.find(R"({"{}":1})") != nullptr);
    CHECK(holds(fault_in(nested(40)), "Too long a key"));
}

TEST_CASE("a text with more values than the limit is a fault, holes counted too") {
    const JsonLimits limits{.depth = 512, .values = 10};
    CHECK(ok(read_lenient_json("{a:[1,2,3,4,5,6,7,8]}", limits)));  // with the key and the array
    CHECK(read_lenient_json("{a:[1,2,3,4,5,6,7,8,9]}", limits).has_error());
    CHECK(read_lenient_json("{a:[,,,,,,,,,]}", limits).has_error());
    CHECK(holds(fault_in("{a:[" + repeated(",", 2'000'000) + "]}"), "Too many values"));
}

TEST_CASE("a string without escapes is not copied") {
    const std::string text = R"({"data":"TWFu","other":"a\/b"})";
    const auto document = read_lenient_json(text);
    REQUIRE(ok(document));
    const auto data = *document->root.find("data")->as_string();
    CHECK(data.data() == text.data() + text.find("TWFu"));
    CHECK(document->unescaped.size() == 1);
}

TEST_CASE("a document can be moved with all its strings") {
    const std::string text = R"({"a\n":"b\n","c":{"d":["\t"]}})";
    auto document = read_lenient_json(text);
    REQUIRE(ok(document));
    const JsonDocument moved = std::move(*document);
    CHECK(strict(moved.root) == nlohmann::json::parse(text));
}

TEST_CASE("opt look-ups forgive what the original's forgive") {
    const std::string text =
        R"({"yes":true,"text_yes":"TRUE","text_no":"False","word":"maybe","one":1,"nothing":null,"list":[1],
            "object":{"k":"v"},"half":2.9,"digits":"-17","plus":"+4","signs":"+-4","spaced":" 4","text":"t"})";
    const auto document = read_lenient_json(text);
    REQUIRE(ok(document));
    const auto& root = document->root;

    CHECK(opt_boolean(root, "yes", false));
    CHECK(opt_boolean(root, "text_yes", false));
    CHECK_FALSE(opt_boolean(root, "text_no", true));
    for (const auto* other : {"word", "one", "nothing", "list", "absent"}) {
        CHECK(opt_boolean(root, other, true));
        CHECK_FALSE(opt_boolean(root, other, false));
    }

    CHECK(opt_integer(root, "one", 9) == 1);
    CHECK(opt_integer(root, "half", 9) == 2);
    CHECK(opt_integer(root, "digits", 9) == -17);
    CHECK(opt_integer(root, "plus", 9) == 4);
    for (const auto* other : {"signs", "spaced", "text", "nothing", "yes", "list", "absent"}) {
        CHECK(opt_integer(root, other, 9) == 9);
    }

    CHECK(opt_string(root, "text", "f") == "t");
    CHECK(opt_string(root, "one") == "1");
    CHECK(opt_string(root, "yes") == "true");
    CHECK(opt_string(root, "object") == R"({"k":"v"})");
    CHECK(opt_string(root, "nothing", "f") == "f");
    CHECK(opt_string(root, "absent", "f") == "f");

    CHECK(opt_array(root, "list") != nullptr);
    CHECK(opt_array(root, "object") == nullptr);
    CHECK(opt_object(root, "object") != nullptr);
    CHECK(opt_object(root, "list") == nullptr);
    CHECK(root.find("list")->find("0") == nullptr);
}

TEST_CASE("demanding look-ups name the fault in the original's words") {
    const auto document = read_lenient_json(R"({a:1,b:null,c:{},d:[x,2]})");
    REQUIRE(ok(document));
    const auto& root = document->root;
    CHECK(get_string(root, "z").error().detail == R"(JSONObject["z"] not found.)");
    CHECK(get_string(root, "a").error().detail == R"(JSONObject["a"] not a string.)");
    CHECK(get_string(root, "b").error().detail == R"(JSONObject["b"] not a string.)");
    CHECK(get_object(root, "z").error().detail == R"(JSONObject["z"] not found.)");
    CHECK(get_object(root, "a").error().detail == R"(JSONObject["a"] is not a JSONObject.)");
    CHECK(ok(get_object(root, "c")));
    const auto& list = *opt_array(root, "d");
    CHECK(*get_string(list, 0) == "x");
    CHECK(get_string(list, 1).error().detail == "JSONArray[1] not a string.");
    CHECK(get_string(list, 2).error().detail == "JSONArray[2] not found.");
}

TEST_CASE("one string or several are read alike") {
    const auto document = read_lenient_json(R"({one:x,several:[x,y],none:[],mixed:[x,2],number:1})");
    REQUIRE(ok(document));
    const auto& root = document->root;
    CHECK(*get_strings(root, "one") == std::vector<std::string_view>{"x"});
    CHECK(*get_strings(root, "several") == std::vector<std::string_view>{"x", "y"});
    CHECK(get_strings(root, "none")->empty());
    CHECK(get_strings(root, "mixed").error().detail == "JSONArray[1] not a string.");
    CHECK(get_strings(root, "number").error().detail == R"(JSONObject["number"] not a string.)");
    CHECK(get_strings(root, "absent").error().detail == R"(JSONObject["absent"] not found.)");
}
