#include "agent/policy/policy.hpp"

#include "policies.hpp"
#include "support/catch.hpp"
#include "support/show.hpp"

#include <nlohmann/json.hpp>

namespace qoltanba::test {
namespace {

using agent::Policy;
using Origins = std::set<std::string>;

Policy policy_of(std::string_view json) {
    const auto read = read_text_as_policy(json);
    for (const auto& problem : read.problems) UNSCOPED_INFO(problem_text(problem));
    REQUIRE(read.problems.empty());
    return read.policy;
}

/// The one problem that this text has.
agent::PolicyProblem problem_of(std::string_view json) {
    const auto read = read_text_as_policy(json);
    REQUIRE(read.problems.size() == 1);
    return read.problems.front();
}

TEST_CASE("every key is read") {
    const nlohmann::json written{{"port", 14579},
                                 {"allowedOrigins", {"https://egov.kz"}},
                                 {"blockedOrigins", {"https://spam.example"}},
                                 {"keyFolders", {root + "srv/keys", "~/keys"}},
                                 {"storages", {"PKCS12"}},
                                 {"tokenModules", {root + "opt/maker/pkcs11.so"}},
                                 {"anchors", root + "etc/anchors"},
                                 {"language", "kk"},
                                 {"allowLocalClients", true},
                                 {"maxFrame", 8},
                                 {"proxy", "HTTP://Proxy.company.kz:3128"},
                                 {"networkTimeout", 7}};
    const auto policy = policy_of(written.dump());
    CHECK(policy.port->value == 14579);
    CHECK(policy.port->where == "10-test.json");
    CHECK(policy.allowed_origins->value == Origins{"https://egov.kz"});
    CHECK(policy.blocked_origins->value == Origins{"https://spam.example"});
    CHECK(policy.key_folders->value == std::vector<std::filesystem::path>{root + "srv/keys", home / "keys"});
    CHECK(policy.storages->value == std::vector<std::string>{"PKCS12"});
    CHECK(policy.token_modules->value == std::vector<std::filesystem::path>{root + "opt/maker/pkcs11.so"});
    CHECK(policy.anchors->value == root + "etc/anchors");
    CHECK(policy.language->value == Language::kk);
    CHECK(policy.allow_local_clients->value);
    CHECK(policy.max_frame_mebibytes->value == 8);
    CHECK(policy.proxy->value == "http://proxy.company.kz:3128");
    CHECK(policy.network_timeout_seconds->value == 7);
}

TEST_CASE("an empty policy decides nothing") {
    const auto policy = policy_of("{}");
    CHECK_FALSE(policy.port);
    CHECK(policy.permits_origin("https://any.example"));
    CHECK(policy.permits_storage("PKCS12"));
}

TEST_CASE("a token's module is named by its whole path, and lies in nobody's home") {
    for (const auto* text : {"pkcs11.so", "lib/pkcs11.so", "~/pkcs11.so", ""}) {
        CAPTURE(text);
        const auto problem = problem_of(std::string(R"({"tokenModules": [")") + text + R"("]})");
        CHECK(problem.key == "tokenModules");
        CHECK(problem.error.code == ErrorCode::policy_value_wrong);
    }
}

TEST_CASE("origins are brought to the form in which browsers send them") {
    const auto policy = policy_of(R"({"allowedOrigins":
        ["HTTPS://eGov.kz:443", "https://egov.kz", "http://intranet:8080", "chrome-extension://abcdefgh"]})");
    CHECK(policy.allowed_origins->value ==
          Origins{"https://egov.kz", "http://intranet:8080", "chrome-extension://abcdefgh"});
}

TEST_CASE("what is no exact origin is no item of a list of sites") {
    for (const auto* text : {"*", "https://*.egov.kz", "https://*", "egov.kz", "https://egov.kz/", "https://",
                             "https://egov.kz/path", "null", "", "file:///etc", "https://егов.кз"}) {
        CAPTURE(text);
        for (const auto* key : {"allowedOrigins", "blockedOrigins"}) {
            const auto problem =
                problem_of(std::string(R"({")") + key + R"(": ["https://good.kz", ")" + text + R"("]})");
            CHECK(problem.key == key);
            CHECK(problem.error.code == ErrorCode::policy_value_wrong);
        }
    }
}

TEST_CASE("only listed sites may ask, and a blocked one never") {
    const auto policy = policy_of(R"({"allowedOrigins": ["https://a.kz", "https://b.kz"],
                                      "blockedOrigins": ["https://b.kz"]})");
    CHECK(policy.permits_origin("https://a.kz"));
    CHECK_FALSE(policy.permits_origin("https://b.kz"));
    CHECK_FALSE(policy.permits_origin("https://c.kz"));
    CHECK_FALSE(policy.permits_origin("http://a.kz"));
    CHECK_FALSE(policy.permits_origin("https://a.kz:8443"));
    CHECK_FALSE(policy.permits_origin("https://sub.a.kz"));
    CHECK(policy.permits_origin(""));  // a local program: allowLocalClients speaks of those
    CHECK(policy_of(R"({"blockedOrigins": ["https://b.kz"]})").permits_origin("https://c.kz"));
}

TEST_CASE("a list of sites, folders or storages that could mean all or none is refused") {
    CHECK(problem_of(R"({"allowedOrigins": []})").error.code == ErrorCode::policy_value_wrong);
    CHECK(problem_of(R"({"keyFolders": []})").error.code == ErrorCode::policy_value_wrong);
    CHECK(problem_of(R"({"storages": []})").error.code == ErrorCode::policy_value_wrong);
    CHECK(policy_of(R"({"blockedOrigins": []})").blocked_origins->value.empty());
}

TEST_CASE("a folder is a whole path or one in the person's home") {
    CHECK(policy_of(R"({"anchors": "~/a/b"})").anchors->value == home / "a/b");
    for (const auto* folder : {"", "keys", "./keys", "../keys", "~", "~other/keys", "/srv/a\\u0000b"}) {
        CAPTURE(folder);
        CHECK(problem_of(std::string(R"({"anchors": ")") + folder + R"("})").error.code ==
              ErrorCode::policy_value_wrong);
        CHECK(problem_of(std::string(R"({"keyFolders": [")") + folder + R"("]})").error.code ==
              ErrorCode::policy_value_wrong);
    }
}

TEST_CASE("a language is named as the schema names it") {
    CHECK(policy_of(R"({"language": "ru"})").language->value == Language::ru);
    for (const auto* name : {"kz", "KK", "de", ""})
        CHECK(problem_of(std::string(R"({"language": ")") + name + R"("})").error.code ==
              ErrorCode::policy_value_wrong);
}

TEST_CASE("a proxy is the system's, none, or an address with its port and without a password") {
    for (const auto* proxy : {"system", "none", "https://10.0.0.1:8443", "http://[::1]:80"})
        CHECK(policy_of(std::string(R"({"proxy": ")") + proxy + R"("})").proxy->value == proxy);
    for (const auto* proxy :
         {"", "System", "proxy:3128", "http://proxy", "http://proxy:0", "http://proxy:3128/",
          "http://user:secret@proxy:3128", "socks5://proxy:1080", "http://:3128"}) {
        CAPTURE(proxy);
        CHECK(problem_of(std::string(R"({"proxy": ")") + proxy + R"("})").error.code ==
              ErrorCode::policy_value_wrong);
    }
}

TEST_CASE("of two values for a key the later one holds, and a faulty earlier one is still told") {
    agent::PolicyTree tree;
    agent::read_policy_text(R"({"port": 1, "language": "kk", "maxFrame": 0})", "10.json", tree);
    agent::read_policy_text(R"({"port": 2, "maxFrame": 5})", "20.json", tree);
    const auto read = agent::read_policy(tree, home);
    CHECK(read.policy.port->value == 2);
    CHECK(read.policy.port->where == "20.json");
    CHECK(read.policy.language->where == "10.json");
    REQUIRE(read.problems.size() == 1);
    CHECK(read.problems.front().where == "10.json");
}

TEST_CASE("an unknown key does not stop the policy, but all else does, and says where") {
    const auto later = read_text_as_policy(R"({"colour": "blue", "port": 5})");
    CHECK(codes_of(later.problems) == std::vector{ErrorCode::policy_key_unknown});
    const auto obeyed = agent::policy_to_obey(later);
    REQUIRE(ok(obeyed));
    CHECK(obeyed->port->value == 5);

    for (const auto* text : {R"({"colour": 1, "port": "5"})", R"({"port": 5)", R"({"port": 5, "port": 5})"}) {
        CAPTURE(text);
        const auto refused = agent::policy_to_obey(read_text_as_policy(text));
        CHECK(error_code(refused) == ErrorCode::policy_invalid);
        CHECK(describe(refused.error()).find("10-test.json") != std::string::npos);
    }
    const auto refused = agent::policy_to_obey(read_text_as_policy(R"({"port": "5"})"));
    CHECK(describe(refused.error()).find("10-test.json: port") != std::string::npos);
    CHECK(describe(refused.error()).find("1 to 65535") != std::string::npos);
}

}  // namespace
}  // namespace qoltanba::test
