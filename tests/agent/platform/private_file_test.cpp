#include "agent/platform/private_file.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"

namespace qoltanba::test {
namespace {

namespace fs = std::filesystem;
using agent::append_private_file;
using agent::make_private_folder;
using agent::read_private_file;
using agent::write_new_private_file;
using agent::write_private_file;

TEST_CASE("a private file comes back as it was written, whatever its name") {
    const TemporaryFolder folder;
    for (const auto* name : {u8"secret", u8"құпия сөз.pem"}) {
        const auto file = folder.path() / name;
        REQUIRE(ok(write_private_file(file, bytes_of("key"))));
        const auto content = read_private_file(file);
        REQUIRE(ok(content));
        CHECK(text_of(content->view()) == "key");
    }
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
    CHECK(error_code(write_new_private_file(file, bytes_of("other"))) == ErrorCode::file_exists);
    CHECK(read_text(file) == "key");
    CHECK(error_code(write_new_private_file(folder.path() / "absent" / "file", bytes_of("x"))) ==
          ErrorCode::input_output_failure);
    CHECK(std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()) == 1);
}

TEST_CASE("what is appended stands at the end") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "journal";
    CHECK(error_code(append_private_file(file, bytes_of("x"))) == ErrorCode::file_not_found);
    REQUIRE(ok(write_private_file(file, bytes_of("one\n"))));
    REQUIRE(ok(append_private_file(file, bytes_of("two\n"))));
    CHECK(text_of(read_private_file(file)->view()) == "one\ntwo\n");
}

TEST_CASE("absent, too large, and not a file at all are told apart") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "file";
    CHECK(error_code(read_private_file(file)) == ErrorCode::file_not_found);
    REQUIRE(ok(write_private_file(file, bytes_of("12345"))));
    CHECK(ok(read_private_file(file, 5)));
    CHECK(error_code(read_private_file(file, 4)) == ErrorCode::too_large);
    CHECK(error_code(read_private_file(folder.path())) == ErrorCode::input_output_failure);
    CHECK(error_code(write_private_file(folder.path() / "absent" / "file", bytes_of("x"))) ==
          ErrorCode::input_output_failure);
}

TEST_CASE("a private folder is made with those above it, and may stand already") {
    const TemporaryFolder folder;
    const auto deep = folder.path() / "one" / "two";
    REQUIRE(ok(make_private_folder(deep)));
    CHECK(fs::is_directory(deep));
    CHECK(ok(make_private_folder(deep)));
}

}  // namespace
}  // namespace qoltanba::test
