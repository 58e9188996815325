#include "agent/platform/file_lock.hpp"
#include "forked.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/show.hpp"

namespace qoltanba::test {
namespace {

using agent::FileLock;
using namespace std::chrono_literals;

TEST_CASE("a file lock that is held keeps other processes out as well") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "lock";
    const auto held = FileLock::take(file, 0ms);
    REQUIRE(ok(held));
    CHECK(exit_code_of_child([&] {
              const auto other = FileLock::try_take(file);
              return other && !*other ? 0 : 1;
          }) == 0);
}

TEST_CASE("a holder that dies leaves the file lock free") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "lock";
    CHECK(exit_code_of_child([&] {
              const auto lock = FileLock::take(file, 0ms);
              if (!lock) return 1;
              ::_exit(0);  // no destructor runs
          }) == 0);
    CHECK(ok(FileLock::take(file, 0ms)));
}

TEST_CASE("a symbolic link is no lock") {
    const TemporaryFolder folder;
    std::filesystem::create_symlink(folder.path() / "elsewhere", folder.path() / "lock");
    CHECK(error_code(FileLock::take(folder.path() / "lock", 0ms)) == ErrorCode::input_output_failure);
}

}  // namespace
}  // namespace qoltanba::test
