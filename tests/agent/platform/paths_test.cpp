#include "agent/platform/paths.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <fstream>
#include <map>

namespace qoltanba::test {
namespace {

namespace fs = std::filesystem;
using agent::key_folders;
using agent::user_folders;

agent::Environment environment_of(std::map<std::string, std::string> values) {
    return [values = std::move(values)](const char* name) -> std::optional<std::string> {
        const auto found = values.find(name);
        return found != values.end() ? std::optional(found->second) : std::nullopt;
    };
}

agent::UserFolders user_with_home(const fs::path& home) {
    auto folders = user_folders(environment_of({{"HOME", home.string()}}));
    REQUIRE(ok(folders));
    return *folders;
}

TEST_CASE("the agent's folders follow the XDG variables") {
    const auto folders = user_folders(environment_of(
        {{"HOME", "/home/aliya"}, {"XDG_CONFIG_HOME", "/settings"}, {"XDG_STATE_HOME", "/state"}}));
    REQUIRE(ok(folders));
    CHECK(folders->home == "/home/aliya");
    CHECK(folders->config == "/settings/qoltanba");
    CHECK(folders->state == "/state/qoltanba");
}

TEST_CASE("without the variables, or with relative paths in them, the usual places are taken") {
    for (const auto& environment :
         {environment_of({{"HOME", "/home/aliya"}}),
          environment_of({{"HOME", "/home/aliya"}, {"XDG_CONFIG_HOME", "settings"}})}) {
        const auto folders = user_folders(environment);
        REQUIRE(ok(folders));
        CHECK(folders->config == "/home/aliya/.config/qoltanba");
        CHECK(folders->state == "/home/aliya/.local/state/qoltanba");
    }
}

TEST_CASE("without HOME the account's home folder counts") {
    const auto folders = user_folders(environment_of({}));
    REQUIRE(ok(folders));
    CHECK(folders->home.is_absolute());
}

TEST_CASE("keys are looked for where the person's folders are, whatever their language") {
    const TemporaryFolder home;
    const auto user = user_with_home(home.path());
    for (const auto* name : {"Жұмыс үстелі", "Документы", "My \"keys\"", "Desktop", ".config"})
        fs::create_directories(home.path() / name);
    std::ofstream(user.settings / "user-dirs.dirs") << "# written by xdg-user-dirs-update\n"
                                                       "XDG_DESKTOP_DIR=\"$HOME/Жұмыс үстелі\"\n"
                                                       "XDG_DOCUMENTS_DIR=\""
                                                    << home.path().string()
                                                    << "/Документы\"\n"
                                                       "XDG_DOWNLOAD_DIR=\"$HOME/My \\\"keys\\\"\"\n";
    CHECK(key_folders(user, {}) == std::vector<fs::path>{home.path() / "Жұмыс үстелі",
                                                         home.path() / "Документы",
                                                         home.path() / "My \"keys\"", home.path()});
}

TEST_CASE("without user-dirs.dirs the usual names count, and absent folders do not") {
    const TemporaryFolder home;
    fs::create_directories(home.path() / "Downloads");
    CHECK(key_folders(user_with_home(home.path()), {}) ==
          std::vector<fs::path>{home.path() / "Downloads", home.path()});
}

TEST_CASE("a folder that is named twice is looked into once") {
    const TemporaryFolder home;
    const auto user = user_with_home(home.path());
    fs::create_directories(user.settings);
    std::ofstream(user.settings / "user-dirs.dirs")
        << "XDG_DESKTOP_DIR=\"$HOME/\"\nXDG_DOCUMENTS_DIR=\"$HOME\"\n"
           "garbage\nXDG_DOWNLOAD_DIR=\"relative\"\nXDG_=\"";
    CHECK(key_folders(user, {}).size() == 1);
}

TEST_CASE("removable media are looked into, each by itself") {
    const TemporaryFolder home;
    const TemporaryFolder media;
    fs::create_directories(media.path() / "KINGSTON");
    fs::create_directories(media.path() / "ЭЦП");
    std::ofstream(media.path() / "not a folder") << "x";
    const auto folders = key_folders(user_with_home(home.path()), {media.path(), home.path() / "absent"});
    CHECK(folders == std::vector<fs::path>{home.path(), media.path() / "KINGSTON", media.path() / "ЭЦП"});
}

}  // namespace
}  // namespace qoltanba::test
