#include "agent/platform/whole_file.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"

namespace qoltanba::test {
namespace {

using agent::read_whole_file;
using agent::write_whole_file;

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

}  // namespace
}  // namespace qoltanba::test
