#include "agent/platform/instance_lock.hpp"

#include "forked.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <unistd.h>

namespace qoltanba::test {
namespace {

using agent::InstanceLock;

TEST_CASE("a second start in the same folder is told which process serves it") {
    const TemporaryFolder folder;
    const auto first = InstanceLock::take(folder.path());
    REQUIRE(ok(first));
    const auto second = InstanceLock::take(folder.path());
    CHECK(error_code(second) == ErrorCode::already_running);
    CHECK(second.error().detail.find("process " + std::to_string(::getpid())) != std::string::npos);
}

TEST_CASE("another process is kept out as well") {
    const TemporaryFolder folder;
    const auto first = InstanceLock::take(folder.path());
    REQUIRE(ok(first));
    CHECK(exit_code_of_child([&] {
              const auto second = InstanceLock::take(folder.path());
              return second.has_error() && second.error().code == ErrorCode::already_running ? 0 : 1;
          }) == 0);
}

TEST_CASE("agents of different folders run side by side") {
    const TemporaryFolder one;
    const TemporaryFolder other;
    const auto first = InstanceLock::take(one.path());
    const auto second = InstanceLock::take(other.path());
    CHECK(ok(first));
    CHECK(ok(second));
}

TEST_CASE("the folder is free again after the holder, also when it was killed") {
    const TemporaryFolder folder;
    { REQUIRE(ok(InstanceLock::take(folder.path()))); }
    CHECK(exit_code_of_child([&] {
              const auto lock = InstanceLock::take(folder.path());
              if (lock.has_error()) return 1;
              ::_exit(0);  // no destructor runs
          }) == 0);
    CHECK(ok(InstanceLock::take(folder.path())));
}

}  // namespace
}  // namespace qoltanba::test
