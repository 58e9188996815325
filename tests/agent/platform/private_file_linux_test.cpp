#include "agent/platform/private_file.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace qoltanba::test {
namespace {

namespace fs = std::filesystem;
using agent::append_private_file;
using agent::make_private_folder;
using agent::read_private_file;
using agent::write_new_private_file;
using agent::write_private_file;

constexpr uid_t nobody = 65534;

fs::perms permissions_of(const fs::path& path) {
    return fs::status(path).permissions();
}

TEST_CASE("private files and folders are open to their user alone") {
    const TemporaryFolder folder;
    const auto deep = folder.path() / "one" / "two";
    REQUIRE(ok(make_private_folder(deep)));
    CHECK(permissions_of(deep) == fs::perms::owner_all);
    CHECK(permissions_of(folder.path() / "one") == fs::perms::owner_all);
    REQUIRE(ok(write_private_file(deep / "file", bytes_of("key"))));
    REQUIRE(ok(write_new_private_file(deep / "new", bytes_of("key"))));
    for (const auto& entry : fs::directory_iterator(deep))
        CHECK(permissions_of(entry.path()) == (fs::perms::owner_read | fs::perms::owner_write));
}

TEST_CASE("a new private file does not follow a symbolic link") {
    const TemporaryFolder folder;
    const auto link = folder.path() / "link";
    fs::create_symlink(folder.path() / "nowhere", link);
    CHECK(error_code(write_new_private_file(link, bytes_of("other"))) == ErrorCode::file_exists);
    CHECK_FALSE(fs::exists(link));
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

TEST_CASE("what others may read or write is neither read nor added to") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "secret";
    REQUIRE(ok(write_private_file(file, bytes_of("key"))));
    for (const auto open : {fs::perms::group_read, fs::perms::others_read, fs::perms::others_write}) {
        fs::permissions(file, fs::perms::owner_read | open);
        CHECK(error_code(read_private_file(file)) == ErrorCode::input_output_failure);
        CHECK(error_code(append_private_file(file, bytes_of("x"))) == ErrorCode::input_output_failure);
    }
}

TEST_CASE("a pipe is no private file") {
    const TemporaryFolder folder;
    const auto fifo = folder.path() / "fifo";
    REQUIRE(::mkfifo(fifo.c_str(), S_IRUSR | S_IWUSR) == 0);
    CHECK(error_code(read_private_file(fifo)) == ErrorCode::input_output_failure);
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
