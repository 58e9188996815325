#include "agent/platform/private_file.hpp"

#include "forked.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace qoltanba::test {
namespace {

namespace fs = std::filesystem;
using agent::make_private_folder;
using agent::read_private_file;
using agent::write_new_private_file;
using agent::write_private_file;

constexpr uid_t nobody = 65534;

fs::perms permissions_of(const fs::path& path) {
    return fs::status(path).permissions();
}

TEST_CASE("a private file comes back as it was written, for its user alone") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "secret";
    REQUIRE(ok(write_private_file(file, bytes_of("key"))));
    CHECK(permissions_of(file) == (fs::perms::owner_read | fs::perms::owner_write));
    const auto content = read_private_file(file);
    REQUIRE(ok(content));
    CHECK(text_of(content->view()) == "key");
}

TEST_CASE("writing replaces the whole file and leaves nothing beside it") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "secret";
    REQUIRE(ok(write_private_file(file, bytes_of("a long first content"))));
    REQUIRE(ok(write_private_file(file, bytes_of("short"))));
    CHECK(read_text(file) == "short");
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("a new private file takes no other's place") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "secret";
    REQUIRE(ok(write_new_private_file(file, bytes_of("key"))));
    CHECK(permissions_of(file) == (fs::perms::owner_read | fs::perms::owner_write));
    CHECK(error_code(write_new_private_file(file, bytes_of("other"))) == ErrorCode::file_exists);
    CHECK(read_text(file) == "key");
    const auto link = folder.path() / "link";
    fs::create_symlink(folder.path() / "nowhere", link);
    CHECK(error_code(write_new_private_file(link, bytes_of("other"))) == ErrorCode::file_exists);
    CHECK(error_code(write_new_private_file(folder.path() / "missing" / "file", bytes_of("x"))) ==
          ErrorCode::input_output_failure);
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 2);
}

TEST_CASE("a symbolic link is replaced by a write and refused by a read") {
    const TemporaryFolder folder;
    const auto target = folder.path() / "target";
    std::ofstream(target) << "kept";
    fs::permissions(target, fs::perms::owner_read);
    const auto link = folder.path() / "link";
    fs::create_symlink(target, link);
    CHECK(error_code(read_private_file(link)) == ErrorCode::input_output_failure);
    REQUIRE(ok(write_private_file(link, bytes_of("new"))));
    CHECK(read_text(target) == "kept");
    CHECK(fs::is_regular_file(fs::symlink_status(link)));
}

TEST_CASE("what others may read or write is not read") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "secret";
    REQUIRE(ok(write_private_file(file, bytes_of("key"))));
    for (const auto open : {fs::perms::group_read, fs::perms::others_read, fs::perms::others_write}) {
        fs::permissions(file, fs::perms::owner_read | open);
        CHECK(error_code(read_private_file(file)) == ErrorCode::input_output_failure);
    }
}

TEST_CASE("absent, too large, and not a file at all are told apart") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "file";
    CHECK(error_code(read_private_file(file)) == ErrorCode::file_not_found);
    REQUIRE(ok(write_private_file(file, bytes_of("12345"))));
    CHECK(ok(read_private_file(file, 5)));
    CHECK(error_code(read_private_file(file, 4)) == ErrorCode::too_large);
    CHECK(error_code(read_private_file(folder.path())) == ErrorCode::input_output_failure);
    const auto fifo = folder.path() / "fifo";
    REQUIRE(::mkfifo(fifo.c_str(), S_IRUSR | S_IWUSR) == 0);
    CHECK(error_code(read_private_file(fifo)) == ErrorCode::input_output_failure);
}

TEST_CASE("a write into a folder that is not there fails") {
    const TemporaryFolder folder;
    CHECK(error_code(write_private_file(folder.path() / "absent" / "file", bytes_of("x"))) ==
          ErrorCode::input_output_failure);
}

TEST_CASE("a private folder is made with those above it, and may stand already") {
    const TemporaryFolder folder;
    const auto deep = folder.path() / "one" / "two";
    REQUIRE(ok(make_private_folder(deep)));
    CHECK(permissions_of(deep) == fs::perms::owner_all);
    CHECK(permissions_of(folder.path() / "one") == fs::perms::owner_all);
    CHECK(ok(make_private_folder(deep)));
}

TEST_CASE("a folder that others may write to is refused") {
    const TemporaryFolder folder;
    fs::permissions(folder.path(), fs::perms::owner_all | fs::perms::group_write);
    CHECK(error_code(make_private_folder(folder.path())) == ErrorCode::input_output_failure);
}

TEST_CASE("a file or folder of another user is refused") {
    if (::geteuid() != 0) {
        WARN("not shown: making another user's file needs root");
        return;
    }
    const TemporaryFolder folder;
    const auto file = folder.path() / "file";
    REQUIRE(ok(write_private_file(file, bytes_of("x"))));
    REQUIRE(::chown(file.c_str(), nobody, nobody) == 0);
    CHECK(error_code(read_private_file(file)) == ErrorCode::input_output_failure);
    const auto theirs = folder.path() / "theirs";
    REQUIRE(ok(make_private_folder(theirs)));
    REQUIRE(::chown(theirs.c_str(), nobody, nobody) == 0);
    CHECK(error_code(make_private_folder(theirs)) == ErrorCode::input_output_failure);
}

}  // namespace
}  // namespace qoltanba::test
