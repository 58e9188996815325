#include "agent/key_memory/key_memory.hpp"

#include "agent/platform/private_file.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

namespace qoltanba::test {
namespace {

namespace fs = std::filesystem;
using namespace agent;
using tokens::KeyFile;
using tokens::KeyFileKind;

crypto::Certificate certificate() {
    return crypto::Certificate::from_file_content(fixture("kz/ca/test/ee_individual_gost2015.cer")).value();
}

/// As it is remembered.
fs::path whole(const fs::path& path) {
    return fs::absolute(path).lexically_normal();
}

KeyFile key_file(const fs::path& path, std::uintmax_t size = 1000) {
    return {
        .path = path, .kind = KeyFileKind::other, .size = size, .changed = fs::file_time_type::clock::now()};
}

}  // namespace

TEST_CASE("certificates of an opened file are remembered until the file changes") {
    const TemporaryFolder folder;
    const fs::path store = folder.path() / "deep/folder/keys.json";
    const KeyFile file = key_file("/keys/ключ \"1\".p12");
    REQUIRE(ok(KeyMemory(store).remember(file, {certificate(), certificate()})));

    const KnownKeys again = KeyMemory(store).recall();
    const auto found = again.certificates_of(file);
    REQUIRE(found.size() == 2);
    CHECK(found.front() == certificate());
    CHECK(again.files() == std::vector<fs::path>{whole(file.path)});

    KeyFile changed = file;
    changed.size = 1001;
    CHECK(again.certificates_of(changed).empty());
    changed = file;
    changed.changed += std::chrono::seconds{1};
    CHECK(again.certificates_of(changed).empty());
    CHECK(again.certificates_of(key_file("/keys/other.p12")).empty());
}

TEST_CASE("files and folders are remembered in the order of their last use") {
    const TemporaryFolder folder;
    KeyMemory memory(folder.path() / "keys.json");
    for (const auto* path : {"/a/1.p12", "/b/2.p12", "/a/3.p12", "/b/2.p12"})
        REQUIRE(ok(memory.remember(key_file(path), {})));
    CHECK(memory.recall().files() ==
          std::vector<fs::path>{whole("/b/2.p12"), whole("/a/3.p12"), whole("/a/1.p12")});
    CHECK(memory.recall().folders() == std::vector<fs::path>{whole("/b"), whole("/a")});
}

TEST_CASE("one file reached by two spellings is one memory") {
    const TemporaryFolder folder;
    KeyMemory memory(folder.path() / "keys.json");
    REQUIRE(ok(memory.remember(key_file("/a/x/../1.p12"), {})));
    REQUIRE(ok(memory.remember(key_file("/a/1.p12"), {})));
    CHECK(memory.recall().files() == std::vector<fs::path>{whole("/a/1.p12")});
}

TEST_CASE("a hundred files are remembered, the oldest use forgotten first") {
    const TemporaryFolder folder;
    KeyMemory memory(folder.path() / "keys.json");
    for (int i = 0; i < 103; ++i) REQUIRE(ok(memory.remember(key_file("/k/" + std::to_string(i)), {})));
    REQUIRE(memory.recall().files().size() == 100);
    CHECK(memory.recall().files().front() == whole("/k/102"));
    CHECK(memory.recall().files().back() == whole("/k/3"));
}

TEST_CASE("the memory is for its owner's eyes", "[linux]") {
    const TemporaryFolder folder;
    const fs::path store = folder.path() / "made/keys.json";
    REQUIRE(ok(KeyMemory(store).remember(key_file("/k/1"), {})));
    CHECK(fs::status(store).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(fs::status(store.parent_path()).permissions() == fs::perms::owner_all);
    CHECK(std::distance(fs::directory_iterator(store.parent_path()), {}) == 1);  // no temporary file is left
}

TEST_CASE("a missing or damaged memory is an empty one, and is written over") {
    const TemporaryFolder folder;
    const fs::path store = folder.path() / "keys.json";
    const auto* const content =
        GENERATE("", "{", "[]", "null", R"({"version":2,"files":[]})", R"({"version":1})",
                 R"({"version":1,"files":[{"path":1}]})", R"({"version":1,"files":{"path":"x"}})",
                 "{\"version\":1,\"files\":[{\"path\":\"\xff\"}]}");
    REQUIRE(ok(write_private_file(store, bytes_of(std::string_view(content)))));
    KeyMemory memory(store);
    INFO(content);
    CHECK(memory.recall().files().empty());
    CHECK(memory.recall().folders().empty());
    CHECK(memory.recall().certificates_of(key_file("/k/1")).empty());
    CHECK(ok(memory.remember(key_file("/k/1"), {certificate()})));
    CHECK(memory.recall().files().size() == 1);
}

TEST_CASE("a certificate that was tampered with is not shown") {
    const TemporaryFolder folder;
    const fs::path store = folder.path() / "keys.json";
    const KeyFile file = key_file("/k/1");
    REQUIRE(ok(KeyMemory(store).remember(file, {certificate()})));
    std::string text = read_text(store);
    text.replace(text.find("MII"), 3, "AAA");
    REQUIRE(ok(write_private_file(store, bytes_of(text))));
    CHECK(KeyMemory(store).recall().certificates_of(file).empty());
}

TEST_CASE("a memory that cannot be written says so") {
    CHECK(error_code(KeyMemory("/proc/nowhere/keys.json").remember(key_file("/k/1"), {})) ==
          ErrorCode::input_output_failure);
}

}  // namespace qoltanba::test
