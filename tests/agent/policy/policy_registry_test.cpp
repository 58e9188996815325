// A content of the registry, given by hand, says the same as the files of a folder.
#include "agent/policy/policy_registry.hpp"

#include "agent/policy/policy_files.hpp"
#include "agent/policy/policy_text.hpp"
#include "policies.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <fstream>

namespace qoltanba::test {
namespace {

using agent::RegistryContent;
using agent::RegistryValue;
using agent::UnusableValue;

constexpr const char* key = R"(HKLM\Software\Policies\Qoltanba)";

agent::ReadPolicy read(const RegistryContent& content) {
    return agent::read_policy(policy_tree_from(content, key), home);
}

agent::ReadPolicy read_folder_with(std::string_view json) {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "10.json") << json;
    return agent::read_policy(agent::read_policy_draft(folder.path()), home);
}

/// What is the same wherever it comes from.
template <typename T>
std::optional<T> value_in(const std::optional<agent::Decided<T>>& decided) {
    return decided ? std::optional(decided->value) : std::nullopt;
}

void must_be_equal(const agent::Policy& a, const agent::Policy& b) {
    CHECK(value_in(a.port) == value_in(b.port));
    CHECK(value_in(a.allowed_origins) == value_in(b.allowed_origins));
    CHECK(value_in(a.blocked_origins) == value_in(b.blocked_origins));
    CHECK(value_in(a.key_folders) == value_in(b.key_folders));
    CHECK(value_in(a.storages) == value_in(b.storages));
    CHECK(value_in(a.anchors) == value_in(b.anchors));
    CHECK(value_in(a.language) == value_in(b.language));
    CHECK(value_in(a.allow_local_clients) == value_in(b.allow_local_clients));
    CHECK(value_in(a.max_frame_mebibytes) == value_in(b.max_frame_mebibytes));
}

std::vector<std::pair<std::string, ErrorCode>> faults_of(const agent::ReadPolicy& read) {
    std::vector<std::pair<std::string, ErrorCode>> faults;
    for (const auto& problem : read.problems) faults.emplace_back(problem.key, problem.error.code);
    return faults;
}

TEST_CASE("the registry and a folder give the same policy") {
    const auto registry =
        read({.values = {{"port", 14579U},
                         {"anchors", "~/anchors"},
                         {"language", "kk"},
                         {"allowLocalClients", 1U},
                         {"maxFrame", 8U}},
              .lists = {{"allowedOrigins", {{"1", "https://egov.kz"}, {"2", "http://a.kz"}}},
                        {"blockedOrigins", {{"1", "https://spam.example"}}},
                        {"keyFolders", {{"1", "~/first"}, {"2", "~/keys"}}},
                        {"storages", {{"1", "PKCS12"}}}}});
    const auto folder = read_folder_with(R"({
        "port": 14579, "anchors": "~/anchors", "language": "kk", "allowLocalClients": true,
        "maxFrame": 8, "allowedOrigins": ["https://egov.kz", "http://a.kz"],
        "blockedOrigins": ["https://spam.example"], "keyFolders": ["~/first", "~/keys"],
        "storages": ["PKCS12"]})");
    CHECK(registry.problems.empty());
    CHECK(folder.problems.empty());
    CHECK(registry.policy.port);
    must_be_equal(registry.policy, folder.policy);
    CHECK(registry.policy.port->where == key);
}

TEST_CASE("a policy written into the registry is the same policy") {
    agent::PolicyTree draft;
    agent::read_policy_text(R"({
        "port": 14579, "anchors": "~/anchors", "language": "ru", "allowLocalClients": false,
        "maxFrame": 8, "allowedOrigins": ["https://egov.kz", "http://a.kz"],
        "blockedOrigins": ["https://spam.example"], "keyFolders": ["~/b", "~/a"], "storages": ["PKCS12"]})",
                            "draft", draft);
    agent::read_policy_text(R"({"port": 14580, "keyFolders": ["~/c"]})", "later draft", draft);
    const auto written = read(registry_content_of(draft));
    CHECK(written.problems.empty());
    must_be_equal(written.policy, agent::read_policy(draft, home).policy);
    CHECK(written.policy.port->value == 14580);
}

TEST_CASE(
    "an empty list that a policy may have is no key in the registry, also where it takes an earlier one "
    "back") {
    agent::PolicyTree draft;
    agent::read_policy_text(R"({"blockedOrigins": ["https://spam.example"], "tokenModules": []})", "draft",
                            draft);
    agent::read_policy_text(R"({"blockedOrigins": []})", "later draft", draft);
    CHECK(agent::read_policy(draft, home).problems.empty());
    CHECK(registry_content_of(draft).lists.empty());
}

TEST_CASE("the registry and a folder have the same faults") {
    const auto registry = read({.values = {{"port", 0U},
                                           {"language", 1U},
                                           {"allowLocalClients", 2U},
                                           {"maxFrame", "8"},
                                           {"keyFolders", "/srv/keys"},
                                           {"colour", "blue"}},
                                .lists = {{"storages", {{"1", "Nothing"}}}}});
    const auto folder = read_folder_with(R"({
        "port": 0, "language": 1, "allowLocalClients": 2, "maxFrame": "8", "keyFolders": "/srv/keys",
        "colour": "blue", "storages": ["Nothing"]})");
    CHECK(faults_of(registry).size() == 7);
    CHECK(faults_of(registry) == faults_of(folder));
    CHECK(agent::policy_to_obey(registry).has_error());
}

TEST_CASE("names of the registry count in any case") {
    const auto registry = read({.values = {{"PORT", 5U}, {"AllowLocalClients", 0U}},
                                .lists = {{"ALLOWEDORIGINS", {{"1", "https://egov.kz"}}}}});
    CHECK(registry.problems.empty());
    CHECK(registry.policy.port->value == 5);
    CHECK_FALSE(registry.policy.allow_local_clients->value);
    CHECK(registry.policy.allowed_origins);
}

TEST_CASE("a list's items have the order of their numbers") {
    const auto registry = read(
        {.values = {},
         .lists = {{"keyFolders", {{"10", "~/j"}, {"x", "~/x"}, {"2", "~/b"}, {"", "~/z"}, {"1", "~/a"}}}}});
    CHECK(registry.problems.empty());
    CHECK(registry.policy.key_folders->value ==
          std::vector<std::filesystem::path>{home / "a", home / "b", home / "j", home / "z", home / "x"});
}

TEST_CASE("an empty key that Group Policy left behind and a key's own value decide nothing") {
    const auto registry = read({.values = {{"", "default"}}, .lists = {{"allowedOrigins", {}}}});
    CHECK(registry.problems.empty());
    CHECK_FALSE(registry.policy.allowed_origins);
}

TEST_CASE("types that no policy has are wrong values") {
    const auto registry =
        read({.values = {{"port", UnusableValue{"a registry value of type 11"}}},
              .lists = {{"storages", {{"1", "PKCS12"}, {"2", 7U}}},
                        {"keyFolders", {{"1", UnusableValue{"a registry value of type 2"}}}}}});
    CHECK(codes_of(registry.problems) == std::vector(3, ErrorCode::policy_value_wrong));
    CHECK(registry.problems.front().error.detail.find("type 11") != std::string::npos);
}

}  // namespace
}  // namespace qoltanba::test
