#include "agent/platform/file_lock.hpp"

#include "forked.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <thread>

namespace qoltanba::test {
namespace {

using agent::FileLock;
using namespace std::chrono_literals;

TEST_CASE("a file lock has one holder, in this process and in others") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "lock";
    const auto held = FileLock::try_take(file);
    REQUIRE(ok(held));
    REQUIRE(held->has_value());
    const auto second = FileLock::try_take(file);
    REQUIRE(ok(second));
    CHECK_FALSE(second->has_value());
    CHECK(exit_code_of_child([&] {
              const auto other = FileLock::try_take(file);
              return other && !*other ? 0 : 1;
          }) == 0);
}

TEST_CASE("whoever waits for a file lock gets it when the holder goes") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "lock";
    std::thread waiting;
    Result<FileLock> taken = fail(ErrorCode::internal);
    {
        const auto held = FileLock::take(file, 0ms);
        REQUIRE(ok(held));
        waiting = std::thread([&] { taken = FileLock::take(file, 10s); });
        std::this_thread::sleep_for(20ms);
    }
    waiting.join();
    CHECK(ok(taken));
}

TEST_CASE("a file lock whose holder does not go is not waited for without end") {
    const TemporaryFolder folder;
    const auto file = folder.path() / "lock";
    const auto held = FileLock::take(file, 0ms);
    REQUIRE(ok(held));
    CHECK(error_code(FileLock::take(file, 20ms)) == ErrorCode::input_output_failure);
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
