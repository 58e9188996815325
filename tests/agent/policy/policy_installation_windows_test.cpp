// Changes the machine's registry, which under wine is the build folder's own.
#include "agent/policy/policy.hpp"
#include "agent/policy/policy_installation.hpp"
#include "agent/policy/policy_source.hpp"
#include "agent/policy/policy_text.hpp"
#include "agent/policy/registry_key_windows.hpp"
#include "policies.hpp"
#include "support/catch.hpp"
#include "support/show.hpp"

namespace qoltanba::test {
namespace {

agent::PolicyTree draft(std::string_view json) {
    agent::PolicyTree tree;
    agent::read_policy_text(json, "draft", tree);
    return tree;
}

agent::Policy in_force() {
    return agent::read_policy(agent::read_system_policy(), home).policy;
}

bool policy_key_is_there() {
    return agent::open_key(HKEY_LOCAL_MACHINE, agent::policy_key).value().has_value();
}

}  // namespace

TEST_CASE("a policy that is installed, replaced and removed leaves what others set") {
    REQUIRE(agent::can_install_policy());
    REQUIRE(ok(agent::install_policy(
        draft(R"({"port": 14001, "blockedOrigins": ["https://a.kz", "https://b.kz"]})"))));
    CHECK(in_force().port->value == 14001);
    CHECK(in_force().blocked_origins->value == std::set<std::string>{"https://a.kz", "https://b.kz"});

    REQUIRE(ok(agent::install_policy(draft(R"({"allowLocalClients": true})"))));
    CHECK_FALSE(in_force().port);
    CHECK_FALSE(in_force().blocked_origins);
    CHECK(in_force().allow_local_clients->value);

    const DWORD others = 14002;
    REQUIRE(::RegSetKeyValueW(HKEY_LOCAL_MACHINE, agent::policy_key, L"port", REG_DWORD, &others,
                              sizeof others) == ERROR_SUCCESS);
    REQUIRE(ok(agent::remove_installed_policy()));
    CHECK_FALSE(in_force().allow_local_clients);
    CHECK(in_force().port->value == 14002);

    REQUIRE(::RegDeleteKeyValueW(HKEY_LOCAL_MACHINE, agent::policy_key, L"port") == ERROR_SUCCESS);
    REQUIRE(ok(agent::install_policy(draft(R"({"port": 14003})"))));
    REQUIRE(ok(agent::remove_installed_policy()));
    CHECK_FALSE(policy_key_is_there());
    CHECK(ok(agent::remove_installed_policy()));
}

TEST_CASE("a list without items, which the registry cannot say, is not installed as no list") {
    CHECK(error_code(agent::install_policy(draft(R"({"allowedOrigins": []})"))) == ErrorCode::policy_invalid);
    CHECK_FALSE(policy_key_is_there());
}

TEST_CASE("a list that may be empty is installed as none") {
    REQUIRE(ok(agent::install_policy(draft(R"({"port": 14001, "blockedOrigins": []})"))));
    CHECK(in_force().port->value == 14001);
    CHECK_FALSE(in_force().blocked_origins);
    REQUIRE(ok(agent::remove_installed_policy()));
}

}  // namespace qoltanba::test
