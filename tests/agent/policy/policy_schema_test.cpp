// The schema and the agent accept the same: every bound of the schema is tried on the agent.
#include "agent/policy/policy_keys.hpp"
#include "policies.hpp"
#include "protocol/dialects/storages.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace qoltanba::test {
namespace {

using nlohmann::json;

const json& schema() {
    static const auto read =
        json::parse(read_text(std::filesystem::path(QOLTANBA_POLICY_FOLDER) / "policy.schema.json"));
    return read;
}

/// The keys without "$schema", which is an editor's.
const json& keys() {
    static const auto found = [] {
        auto properties = schema()["properties"];
        properties.erase("$schema");
        return properties;
    }();
    return found;
}

bool accepts(const std::string& key, const json& value) {
    return read_text_as_policy(json{{key, value}}.dump()).problems.empty();
}

/// A value of each type; a key accepts none but its own.
const std::vector<std::pair<std::string, json>>& one_of_each_type() {
    static const std::vector<std::pair<std::string, json>> values{{"integer", 7},
                                                                  {"boolean", true},
                                                                  {"string", "/x"},
                                                                  {"array", json::array({"/x"})},
                                                                  {"object", json::object()},
                                                                  {"null", nullptr},
                                                                  {"number", 7.5}};
    return values;
}

TEST_CASE("the schema has exactly the keys that the agent obeys") {
    std::vector<std::string> of_schema;
    for (const auto& [name, key] : keys().items()) of_schema.push_back(name);
    std::vector<std::string> of_agent;
    for (const auto& key : agent::policy_keys()) of_agent.emplace_back(key.name);
    std::sort(of_agent.begin(), of_agent.end());
    CHECK(of_schema == of_agent);
    CHECK(schema()["additionalProperties"] == false);
}

TEST_CASE("a key of the schema has a value of one type") {
    for (const auto& [name, key] : keys().items()) {
        for (const auto& [type, value] : one_of_each_type()) {
            CAPTURE(name, type);
            if (type != key["type"].get<std::string>()) CHECK_FALSE(accepts(name, value));
        }
    }
}

TEST_CASE("numbers have the schema's bounds") {
    for (const auto& [name, key] : keys().items()) {
        if (key["type"] != "integer") continue;
        CAPTURE(name);
        const auto least = key["minimum"].get<std::int64_t>();
        const auto most = key["maximum"].get<std::int64_t>();
        CHECK(accepts(name, least));
        CHECK(accepts(name, most));
        CHECK_FALSE(accepts(name, least - 1));
        CHECK_FALSE(accepts(name, most + 1));
        CHECK_FALSE(accepts(name, (std::int64_t{1} << 32) + least));
        CHECK(accepts(name, key["default"]));
    }
}

TEST_CASE("choices are the schema's") {
    for (const auto& [name, key] : keys().items()) {
        if (key["type"] != "string" || !key.contains("enum")) continue;
        CAPTURE(name);
        for (const auto& item : key["enum"]) CHECK(accepts(name, item));
        CHECK_FALSE(accepts(name, "something else"));
    }
    for (const auto& item : schema()["properties"]["storages"]["items"]["enum"]) {
        CAPTURE(item);
        CHECK(accepts("storages", json::array({item})));
        CHECK(protocol::is_known_storage(item.get<std::string>()));
    }
    CHECK_FALSE(accepts("storages", json::array({"pkcs12"})));
    CHECK_FALSE(accepts("storages", json::array({"PKCS12", "Nothing"})));
}

TEST_CASE("services have addresses as the schema says, and time stamp services perhaps a policy") {
    for (const auto* wrong : {"", "tsp.kz", "ftp://tsp.kz", "http://", "http://tsp kz", "http://tsp.kz/\n"}) {
        CAPTURE(wrong);
        CHECK_FALSE(accepts("revocationServices", json::array({wrong})));
        CHECK_FALSE(accepts("timeStampServices", json::array({wrong})));
        CHECK_FALSE(accepts("timeStampServices", json::array({std::string("1.2.3=") + wrong})));
    }
    CHECK_FALSE(accepts("revocationServices", json::array({"1.2.3=http://ocsp.kz"})));
    for (const auto* policy : {"1", "1.", "1..2", "3.2", ".1", "a.b", "x=1.2"})
        CHECK_FALSE(accepts("timeStampServices", json::array({std::string(policy) + "=http://tsp.kz"})));
    CHECK(accepts("timeStampServices", json::array({"http://tsp.kz/a=b", "1.2.3=https://tsp.kz?c=d"})));
}

TEST_CASE("lists have the schema's lengths") {
    for (const auto& [name, key] : keys().items()) {
        if (key["type"] != "array") continue;
        CAPTURE(name);
        CHECK(accepts(name, json::array()) == (key.value("minItems", 0) == 0));
        const auto item = key["examples"][0][0];
        CHECK(accepts(name, json(key["maxItems"].get<std::size_t>(), item)));
        CHECK_FALSE(accepts(name, json(key["maxItems"].get<std::size_t>() + 1, item)));
    }
}

TEST_CASE("the schema's examples and defaults are good policies") {
    for (const auto& [name, key] : keys().items()) {
        CAPTURE(name);
        for (const auto& example : key.value("examples", json::array())) CHECK(accepts(name, example));
        if (key.contains("default")) CHECK(accepts(name, key["default"]));
        CHECK((key.contains("examples") || key.contains("default")));
    }
}

TEST_CASE("each key is told in three languages") {
    for (const auto& [name, key] : keys().items()) {
        CAPTURE(name);
        for (const auto* text : {"title", "description"}) {
            CHECK_FALSE(key[text].get<std::string>().empty());
            for (const auto* language : {"ru", "kk"})
                CHECK_FALSE(key["x-text"][language][text].get<std::string>().empty());
        }
    }
}

TEST_CASE("the sample policy has nothing wrong with it") {
    const auto read =
        read_text_as_policy(read_text(std::filesystem::path(QOLTANBA_POLICY_FOLDER) / "sample.json"));
    CHECK(read.problems.empty());
    CHECK(read.policy.allowed_origins);
}

}  // namespace
}  // namespace qoltanba::test
