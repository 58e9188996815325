#include "agent/evidence/revocation_cache.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <fstream>

using namespace qoltanba;
using namespace qoltanba::test;
using agent::RevocationCache;

namespace {

namespace fs = std::filesystem;

Bytes filled(std::size_t size, std::uint8_t octet) {
    return Bytes(size, octet);
}

std::vector<fs::path> files_in(const fs::path& folder, const std::string& extension) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() == extension) files.push_back(entry.path());
    }
    return files;
}

}  // namespace

TEST_CASE("What was kept comes back, by another process too") {
    const TemporaryFolder folder;
    REQUIRE(ok(RevocationCache(folder.path() / "cache").put("list a", filled(10, 1), "\"one\"")));
    RevocationCache again(folder.path() / "cache");
    const auto kept = again.get("list a");
    REQUIRE(kept.has_value());
    CHECK(*kept == filled(10, 1));
    CHECK(again.etag("list a", *kept) == "\"one\"");
    CHECK_FALSE(again.get("list b").has_value());
}

TEST_CASE("A name of the server's is told for the content that it is of, and only then") {
    const TemporaryFolder folder;
    RevocationCache cache(folder.path() / "cache");
    REQUIRE(ok(cache.put("list", filled(10, 1), "one")));
    CHECK(cache.etag("list", filled(10, 2)).empty());
    REQUIRE(ok(cache.put("list", filled(10, 2))));
    CHECK(cache.etag("list", filled(10, 2)).empty());
    REQUIRE(ok(cache.put("list", filled(10, 3), "with space and\r\nHeader: more")));
    CHECK(cache.etag("list", filled(10, 3)).empty());
}

TEST_CASE("A name of the server's that somebody wrote over is not sent") {
    const TemporaryFolder folder;
    RevocationCache cache(folder.path());
    REQUIRE(ok(cache.put("list", filled(10, 1), "one")));
    const auto file = files_in(folder.path(), ".etag").at(0);
    const auto text = read_text(file);
    std::ofstream(file, std::ios::binary) << text << "\r\nX: y";
    CHECK(cache.etag("list", filled(10, 1)).empty());
}

TEST_CASE("The entries used longest ago go when there is no room") {
    const TemporaryFolder folder;
    RevocationCache cache(folder.path(), {.all = 100, .entry = 60});
    const auto age = [&](std::string_view key, int minutes) {
        // The one file that is not older than the others is this key's.
        REQUIRE(cache.get(key).has_value());
        for (const auto& file : files_in(folder.path(), ".der")) {
            const auto since = fs::file_time_type::clock::now() - fs::last_write_time(file);
            if (since < std::chrono::minutes(1))
                fs::last_write_time(file, fs::file_time_type::clock::now() - std::chrono::minutes(minutes));
        }
    };
    REQUIRE(ok(cache.put("old", filled(40, 1), "e")));
    age("old", 20);
    REQUIRE(ok(cache.put("new", filled(40, 2))));
    age("new", 10);
    REQUIRE(ok(cache.put("newest", filled(40, 3))));
    CHECK_FALSE(cache.get("old").has_value());
    CHECK(cache.get("new").has_value());
    CHECK(cache.get("newest").has_value());
    CHECK(files_in(folder.path(), ".etag").empty());
}

TEST_CASE("An entry above its limit is not kept, and costs no other its place") {
    const TemporaryFolder folder;
    RevocationCache cache(folder.path(), {.all = 100, .entry = 60});
    REQUIRE(ok(cache.put("small", filled(50, 1))));
    CHECK(error_code(cache.put("large", filled(61, 2))) == ErrorCode::too_large);
    CHECK(cache.get("small").has_value());
    RevocationCache narrow(folder.path(), {.all = 30, .entry = 60});
    CHECK(error_code(narrow.put("large", filled(31, 2))) == ErrorCode::too_large);
}

TEST_CASE("A cache of no size keeps nothing and makes no folder") {
    const TemporaryFolder folder;
    RevocationCache cache(folder.path() / "cache", {.all = 0});
    CHECK(ok(cache.put("list", filled(10, 1))));
    CHECK_FALSE(cache.get("list").has_value());
    CHECK_FALSE(fs::exists(folder.path() / "cache"));
}

TEST_CASE("What was dropped is gone, with its name") {
    const TemporaryFolder folder;
    RevocationCache cache(folder.path());
    REQUIRE(ok(cache.put("list", filled(10, 1), "one")));
    cache.drop("list");
    CHECK_FALSE(cache.get("list").has_value());
    CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("The entries are for this user alone", "[linux]") {
    const TemporaryFolder folder;
    RevocationCache cache(folder.path() / "cache");
    REQUIRE(ok(cache.put("list", filled(10, 1), "one")));
    const auto others = fs::perms::group_all | fs::perms::others_all;
    CHECK((fs::status(folder.path() / "cache").permissions() & others) == fs::perms::none);
    for (const auto& entry : fs::directory_iterator(folder.path() / "cache"))
        CHECK((entry.status().permissions() & others) == fs::perms::none);
}
