// What a module's process gets of the agent's environment.
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "tokens/devices/pkcs11/module_client.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace qoltanba::test {
namespace {

/// The variables of a process as NAME=VALUE, each followed by a zero octet.
std::string environment_of(std::int64_t process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/environ", std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("a module's process gets the session's bus, and nothing that changes what is loaded") {
    // A module that finds a display and no bus starts one, which stays when the module ends.
    REQUIRE(::setenv("DBUS_SESSION_BUS_ADDRESS", "disabled:of-the-session", 1) == 0);
    REQUIRE(::setenv("LD_LIBRARY_PATH", "/nowhere", 1) == 0);
    auto client = tokens::ModuleClient::start(TOKEN_MODULE_PROGRAM, FAKE_MODULE, {});
    REQUIRE(ok(client));
    REQUIRE(ok(client->list_tokens()));
    const auto environment = environment_of(client->process_id());
    CHECK(environment.find("DBUS_SESSION_BUS_ADDRESS=disabled:of-the-session") != std::string::npos);
    CHECK(environment.find("LD_LIBRARY_PATH") == std::string::npos);
}

}  // namespace qoltanba::test
