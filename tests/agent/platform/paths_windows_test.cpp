#include "agent/platform/path_text.hpp"
#include "agent/platform/paths.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/show.hpp"

#include <windows.h>

#include <algorithm>

namespace qoltanba::test {
namespace {

using agent::key_folders;
using agent::path_from_utf8;
using agent::path_to_utf8;
using agent::user_folders;

std::optional<std::string> nothing(const char*) {
    return std::nullopt;
}

TEST_CASE("the agent's folders are those of the environment, also in Kazakh") {
    const auto folders = user_folders([](const char* name) -> std::optional<std::string> {
        if (std::string_view(name) == "USERPROFILE") return "C:\\Users\\Әлия";
        if (std::string_view(name) == "APPDATA") return "C:\\Users\\Әлия\\AppData\\Roaming";
        if (std::string_view(name) == "LOCALAPPDATA") return "C:\\Users\\Әлия\\AppData\\Local";
        return std::nullopt;
    });
    REQUIRE(ok(folders));
    CHECK(path_to_utf8(folders->home) == "C:\\Users\\Әлия");
    CHECK(path_to_utf8(folders->config) == "C:\\Users\\Әлия\\AppData\\Roaming\\Qoltanba");
    CHECK(path_to_utf8(folders->state) == "C:\\Users\\Әлия\\AppData\\Local\\Qoltanba");
}

TEST_CASE("without the variables, or with relative ones, the system's own folders count") {
    for (const agent::Environment& environment :
         {agent::Environment(nothing),
          agent::Environment([](const char*) -> std::optional<std::string> { return "settings"; })}) {
        const auto folders = user_folders(environment);
        REQUIRE(ok(folders));
        CHECK(folders->home.is_absolute());
        CHECK(folders->config.filename() == "Qoltanba");
        CHECK(folders->config != folders->state);
    }
}

TEST_CASE("variables of the process are read as UTF-8") {
    REQUIRE(::SetEnvironmentVariableW(L"QOLTANBA_TEST", L"қол таңба") != 0);
    CHECK(agent::process_environment("QOLTANBA_TEST") == "қол таңба");
    REQUIRE(::SetEnvironmentVariableW(L"QOLTANBA_TEST", nullptr) != 0);
    CHECK(agent::process_environment("QOLTANBA_TEST") == std::nullopt);
}

TEST_CASE(
    "keys are looked for on the desktop, among documents and downloads, at home and on media, once each") {
    const TemporaryFolder medium;
    const auto user = user_folders(nothing);
    REQUIRE(ok(user));
    const auto folders = key_folders(*user, {medium.path(), medium.path(), medium.path() / "absent"});
    CHECK(std::count(folders.begin(), folders.end(), medium.path()) == 1);
    CHECK(folders.back() == medium.path());
    CHECK(std::count(folders.begin(), folders.end(), user->home) == 1);
    CHECK(folders.size() > 2);
    CHECK(folders.front().filename() == "Desktop");
}

}  // namespace
}  // namespace qoltanba::test
