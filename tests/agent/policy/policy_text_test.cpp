#include "agent/policy/policy_text.hpp"

#include "policies.hpp"
#include "support/catch.hpp"

namespace qoltanba::test {
namespace {

using agent::PolicyTree;
using agent::UnusableValue;

PolicyTree tree_of(std::string_view json) {
    PolicyTree tree;
    agent::read_policy_text(json, "10-test.json", tree);
    return tree;
}

TEST_CASE("a policy's text becomes keys, values and their place") {
    const auto tree = tree_of(R"({"a": 1, "b": true, "c": "ә", "d": ["x", "y"], "e": -5})");
    CHECK(tree.problems.empty());
    REQUIRE(tree.entries.size() == 5);
    CHECK(std::get<std::int64_t>(tree.entries[0].value) == 1);
    CHECK(std::get<bool>(tree.entries[1].value));
    CHECK(std::get<std::string>(tree.entries[2].value) == "ә");
    CHECK(std::get<std::vector<std::string>>(tree.entries[3].value) == std::vector<std::string>{"x", "y"});
    CHECK(std::get<std::int64_t>(tree.entries[4].value) == -5);
    CHECK(tree.entries[0].key == "a");
    CHECK(tree.entries[0].where == "10-test.json");
}

TEST_CASE("values that no key has are kept apart") {
    for (const auto* value :
         {"null", "{}", R"({"b": {"c": [1, ["d"]]}})", "1.5", "1e3", "18446744073709551615", "[1]",
          R"(["x", null])", R"([["x"]])", R"([{"x": "y"}, "z"])"}) {
        CAPTURE(value);
        const auto tree = tree_of(R"({"a": )" + std::string(value) + R"(, "z": 1})");
        CHECK(tree.problems.empty());
        REQUIRE(tree.entries.size() == 2);
        CHECK(std::holds_alternative<UnusableValue>(tree.entries[0].value));
        CHECK(std::get<std::int64_t>(tree.entries[1].value) == 1);
    }
}

TEST_CASE("a damaged text gives no entry and one problem") {
    for (const auto* text : {"", " ", "null", "1", "\"port\"", "[]", R"([{"port": 1}])", "{", R"({"port": 1)",
                             R"({"port": 1,})", R"({"port": 1} x)", R"({"port": 1}{})", "{'port': 1}",
                             R"({"port": 01})", R"({"port": 1} // the port)", "{\"language\": \"\xff\"}",
                             R"({"port": 1e999})", R"({"port": 1, "port": 1})"}) {
        CAPTURE(text);
        const auto tree = tree_of(text);
        CHECK(tree.entries.empty());
        CHECK(codes_of(tree.problems) == std::vector{ErrorCode::policy_damaged});
    }
    CHECK(tree_of(R"({"port": 1, "port": 2})").problems.front().key == "port");
    CHECK(tree_of("{\n\"port\" 1}").problems.front().error.detail.find("line 2") != std::string::npos);
}

TEST_CASE("an editor's schema reference is no key") {
    const auto tree = tree_of(R"({"$schema": "policy.schema.json", "port": 1})");
    CHECK(tree.problems.empty());
    CHECK(tree.entries.size() == 1);
    CHECK(tree_of(R"({"$schema": ["x", {"y": 1}], "port": 1})").entries.size() == 1);
}

TEST_CASE("a text is at most a mebibyte, however deep") {
    const std::string begin = R"({"a": ")";
    const std::string end = R"("})";
    const auto room = agent::longest_policy_text - begin.size() - end.size();
    CHECK(tree_of(begin + std::string(room, 'x') + end).entries.size() == 1);
    CHECK(codes_of(tree_of(begin + std::string(room + 1, 'x') + end).problems) ==
          std::vector{ErrorCode::too_large});
    const std::string deep = R"({"a": )" + std::string(200'000, '[') + std::string(200'000, ']') + "}";
    REQUIRE(tree_of(deep).entries.size() == 1);
    CHECK(std::holds_alternative<UnusableValue>(tree_of(deep).entries.front().value));
}

}  // namespace
}  // namespace qoltanba::test
