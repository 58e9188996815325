#include "agent/platform/whole_file.hpp"

#include "agent/platform/large_file.hpp"
#include "agent/platform/new_file.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <iterator>

namespace qoltanba::test {
namespace {

namespace fs = std::filesystem;
using agent::read_whole_file;
using agent::replace_whole_file;
using agent::write_whole_file;

std::ptrdiff_t names_in(const TemporaryFolder& folder) {
    return std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator());
}

TEST_CASE("a file is read as it was written, up to the limit") {
    const TemporaryFolder folder;
    const auto file = folder.path() / u8"акт.bin";
    const std::string_view content("\0\r\n\xff", 4);
    REQUIRE(ok(write_whole_file(file, bytes_of(content))));
    const auto read = read_whole_file(file, content.size());
    REQUIRE(ok(read));
    CHECK(text_of(*read) == content);
    CHECK(error_code(read_whole_file(file, content.size() - 1)) == ErrorCode::too_large);

    REQUIRE(ok(write_whole_file(file, {})));
    const auto empty = read_whole_file(file, 0);
    REQUIRE(ok(empty));
    CHECK(empty->empty());
}

TEST_CASE("what is no regular file is not found") {
    const TemporaryFolder folder;
    CHECK(error_code(read_whole_file(folder.path() / "absent", 1)) == ErrorCode::file_not_found);
    CHECK(error_code(read_whole_file(folder.path(), 1)) == ErrorCode::file_not_found);
    CHECK(error_code(write_whole_file(folder.path(), {})) == ErrorCode::input_output_failure);
}

TEST_CASE("a replaced file keeps its rights and leaves nothing beside it") {
    const TemporaryFolder folder;
    const auto file = folder.path() / u8"акт.cms";
    REQUIRE(ok(write_whole_file(file, bytes_of("old"))));
    fs::permissions(file, fs::perms{0640});
    REQUIRE(ok(replace_whole_file(file, bytes_of("new"))));
    CHECK(text_of(*read_whole_file(file, 3)) == "new");
    CHECK(fs::status(file).permissions() == fs::perms{0640});
    CHECK(names_in(folder) == 1);
}

TEST_CASE("a link that somebody else laid under a file's name is replaced, one's own is followed",
          "[linux]") {
    const TemporaryFolder folder;
    const auto link = folder.path() / "act.cms";
    const auto target = folder.path() / "target";
    REQUIRE(ok(write_whole_file(target, bytes_of("mine"))));
    fs::create_symlink(target, link);
    REQUIRE(ok(write_whole_file(link, bytes_of("new"))));
    CHECK(fs::is_symlink(link));
    CHECK(text_of(*read_whole_file(target, 3)) == "new");

    // Only root can lay a link for somebody else.
    constexpr uid_t nobody = 65534;
    if (::lchown(link.c_str(), nobody, nobody) != 0) return;
    REQUIRE(ok(write_whole_file(link, bytes_of("signature"))));
    CHECK_FALSE(fs::is_symlink(link));
    CHECK(text_of(*read_whole_file(link, 9)) == "signature");
    CHECK(text_of(*read_whole_file(target, 3)) == "new");
}

TEST_CASE("what is no file is written to, not replaced", "[linux]") {
    CHECK(ok(write_whole_file("/dev/null", bytes_of("nothing"))));
    CHECK(fs::is_character_file("/dev/null"));
    CHECK(error_code(write_whole_file("/dev/full", bytes_of("lost"))) == ErrorCode::input_output_failure);
}

TEST_CASE("a file that cannot be written whole keeps its old content", "[linux]") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "act.cms";
    REQUIRE(ok(write_whole_file(file, bytes_of("old"))));
    struct rlimit before {};
    REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
    const auto signal = std::signal(SIGXFSZ, SIG_IGN);
    const struct rlimit full_disk {
        1024, before.rlim_max
    };
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &full_disk) == 0);
    const auto outcome = write_whole_file(file, Bytes(4096));
    REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
    (void)std::signal(SIGXFSZ, signal);
    CHECK(error_code(outcome) == ErrorCode::input_output_failure);
    CHECK(text_of(*read_whole_file(file, 3)) == "old");
    CHECK(names_in(folder) == 1);
}

TEST_CASE("a link laid beside a file is not followed when the file is replaced") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "act.cms";
    const auto victim = folder.path() / "victim";
    REQUIRE(ok(write_whole_file(file, bytes_of("old"))));
    REQUIRE(ok(write_whole_file(victim, bytes_of("mine"))));
    fs::create_symlink(victim, folder.path() / "act.cms.new");
    REQUIRE(ok(replace_whole_file(file, bytes_of("new"))));
    CHECK(text_of(*read_whole_file(file, 3)) == "new");
    CHECK(text_of(*read_whole_file(victim, 4)) == "mine");
    CHECK(names_in(folder) == 3);
}

TEST_CASE("a file that grows follows no link laid beside it, and is whole or not there") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "act.cms";
    const auto victim = folder.path() / "victim";
    REQUIRE(ok(write_whole_file(victim, bytes_of("mine"))));
    fs::create_symlink(victim, folder.path() / "act.cms.part");
    {
        agent::GrowingFile left(file);
        CHECK(ok(left.write(bytes_of("half"))));
    }
    CHECK(names_in(folder) == 2);
    agent::GrowingFile grown(file);
    CHECK(ok(grown.write(bytes_of("whole"))));
    CHECK(ok(grown.finish()));
    CHECK(text_of(*read_whole_file(file, 5)) == "whole");
    CHECK(text_of(*read_whole_file(victim, 4)) == "mine");
    CHECK(fs::status(file).permissions() == fs::status(victim).permissions());
    CHECK(names_in(folder) == 3);

    agent::GrowingFile nowhere(folder.path() / "absent" / "file");
    CHECK(error_code(nowhere.finish()) == ErrorCode::input_output_failure);
}

TEST_CASE("a file that cannot be replaced leaves nothing beside it") {
    const TemporaryFolder folder;
    fs::create_directory(folder.path() / "folder");
    CHECK(error_code(replace_whole_file(folder.path() / "folder", {})) == ErrorCode::input_output_failure);
    CHECK(names_in(folder) == 1);
}

TEST_CASE("a new file takes no name that is taken, by a link neither") {
    const TemporaryFolder folder;
    const auto link = folder.path() / "link";
    fs::create_symlink(folder.path() / "elsewhere", link);
    REQUIRE(ok(write_whole_file(folder.path() / "there", bytes_of("old"))));
    for (const char* name : {"link", "there"}) {
        CHECK(error_code(agent::write_new_file(folder.path() / name, {}, fs::perms{0600})) ==
              ErrorCode::input_output_failure);
    }
    CHECK_FALSE(fs::exists(folder.path() / "elsewhere"));
    CHECK(fs::is_symlink(link));
    CHECK(text_of(*read_whole_file(folder.path() / "there", 3)) == "old");
}

}  // namespace
}  // namespace qoltanba::test
