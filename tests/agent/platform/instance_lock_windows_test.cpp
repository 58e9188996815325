#include "agent/platform/instance_lock.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/show.hpp"

#include <windows.h>

namespace qoltanba::test {
namespace {

using agent::InstanceLock;

TEST_CASE("a second start in the same folder is told which process serves it") {
    const TemporaryFolder folder;
    const auto first = InstanceLock::take(folder.path());
    REQUIRE(ok(first));
    const auto second = InstanceLock::take(folder.path());
    CHECK(error_code(second) == ErrorCode::already_running);
    CHECK(second.error().detail.find("process " + std::to_string(::GetCurrentProcessId())) !=
          std::string::npos);
}

TEST_CASE("agents of different folders run side by side, and a folder left is free again") {
    const TemporaryFolder one;
    const TemporaryFolder other;
    {
        const auto first = InstanceLock::take(one.path());
        CHECK(ok(first));
        CHECK(ok(InstanceLock::take(other.path())));
    }
    CHECK(ok(InstanceLock::take(one.path())));
}

}  // namespace
}  // namespace qoltanba::test
