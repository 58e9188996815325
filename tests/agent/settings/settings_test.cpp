#include "agent/settings/settings.hpp"

#include "agent/platform/private_file.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

using namespace qoltanba;
using namespace qoltanba::agent;
using qoltanba::test::ok;

TEST_CASE("Settings last over a restart") {
    const test::TemporaryFolder folder;
    {
        Settings settings(folder.path());
        CHECK_FALSE(settings.values().language.has_value());
        REQUIRE(ok(settings.set_language(Language::kk)));
        REQUIRE(ok(settings.block("https://spam.example")));
        REQUIRE(ok(settings.add_key_folder("/media/кілт")));
        REQUIRE(ok(settings.add_key_folder("/media/кілт")));
    }
    const auto values = Settings(folder.path()).values();
    CHECK(values.language == Language::kk);
    CHECK(values.blocked_origins.contains("https://spam.example"));
    REQUIRE(values.key_folders.size() == 1);
    CHECK(values.key_folders.front() == "/media/кілт");
}

TEST_CASE("A blocked site can be let in again") {
    const test::TemporaryFolder folder;
    Settings settings(folder.path());
    REQUIRE(ok(settings.block("https://bank.example")));
    REQUIRE(ok(settings.unblock("https://bank.example")));
    CHECK(Settings(folder.path()).values().blocked_origins.empty());
}

TEST_CASE(
    "A damaged settings file is not obeyed, left alone by whoever reads, set aside by the first change") {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "settings.json";
    const auto aside = folder.path() / "settings.json.damaged";
    constexpr std::string_view content = "{\"blockedOrigins\": [";
    REQUIRE(ok(write_private_file(file, bytes_of(content))));
    Settings settings(folder.path());
    CHECK(settings.values().blocked_origins.empty());
    REQUIRE(settings.fault());
    CHECK(settings.fault()->detail.find("is no JSON object") != std::string::npos);
    CHECK(test::read_text(file) == content);
    CHECK_FALSE(std::filesystem::exists(aside));
    REQUIRE(ok(settings.set_language(Language::ru)));
    CHECK(test::read_text(aside) == content);
    CHECK_FALSE(settings.fault());
    CHECK(Settings(folder.path()).values().language == Language::ru);
}

TEST_CASE("Settings that were mended since they were read are kept by the first change") {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "settings.json";
    REQUIRE(ok(write_private_file(file, bytes_of("{\"blockedOrigins\": ["))));
    Settings settings(folder.path());
    REQUIRE(settings.fault());
    REQUIRE(ok(write_private_file(file, bytes_of(R"({"blockedOrigins": ["https://spam.example"]})"))));
    REQUIRE(ok(settings.set_language(Language::ru)));
    CHECK_FALSE(std::filesystem::exists(folder.path() / "settings.json.damaged"));
    const auto values = Settings(folder.path()).values();
    CHECK(values.language == Language::ru);
    CHECK(values.blocked_origins == std::set<std::string>{"https://spam.example"});
}

TEST_CASE("Settings that an editor left readable by others are obeyed", "[linux]") {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "settings.json";
    REQUIRE(ok(write_private_file(file, bytes_of(R"({"blockedOrigins": ["https://spam.example"]})"))));
    std::filesystem::permissions(file, std::filesystem::perms{0644});
    Settings settings(folder.path());
    CHECK_FALSE(settings.fault());
    REQUIRE(ok(settings.set_language(Language::ru)));
    CHECK(Settings(folder.path()).values().blocked_origins.contains("https://spam.example"));
}

TEST_CASE("Settings that others could have written are set aside, not obeyed and not written over",
          "[linux]") {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "settings.json";
    constexpr std::string_view content = R"({"keyFolders": ["/srv/theirs"]})";
    REQUIRE(ok(write_private_file(file, bytes_of(content))));
    std::filesystem::permissions(file, std::filesystem::perms{0666});
    Settings settings(folder.path());
    CHECK(settings.values().key_folders.empty());
    REQUIRE(settings.fault());
    CHECK(settings.fault()->detail.find("open to other users") != std::string::npos);
    REQUIRE(ok(settings.set_language(Language::ru)));
    CHECK(test::read_text(folder.path() / "settings.json.damaged") == content);
}

TEST_CASE("Values of the wrong type are passed over") {
    const test::TemporaryFolder folder;
    const auto file = folder.path() / "settings.json";
    REQUIRE(ok(write_private_file(
        file,
        bytes_of(R"({"language": 7, "blockedOrigins": ["https://a.example", 3], "keyFolders": "x"})"))));
    const auto values = Settings(folder.path()).values();
    CHECK_FALSE(values.language.has_value());
    CHECK(values.blocked_origins == std::set<std::string>{"https://a.example"});
    CHECK(values.key_folders.empty());
}
