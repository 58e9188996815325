#include "agent/platform/process.hpp"
#include "support/catch.hpp"
#include "support/show.hpp"

#include <windows.h>

namespace qoltanba::test {
namespace {

bool opens(DWORD rights) {
    auto* process = ::OpenProcess(rights, FALSE, ::GetCurrentProcessId());
    if (process == nullptr) return false;
    ::CloseHandle(process);
    return true;
}

TEST_CASE("the memory of the process is closed to other programs of the same user") {
    REQUIRE(opens(PROCESS_VM_READ));
    REQUIRE(ok(agent::keep_memory_private()));
    CHECK_FALSE(opens(PROCESS_VM_READ));
    CHECK_FALSE(opens(PROCESS_VM_WRITE));
    CHECK_FALSE(opens(PROCESS_CREATE_THREAD));
    CHECK(opens(PROCESS_TERMINATE | PROCESS_QUERY_LIMITED_INFORMATION | SYNCHRONIZE));
}

TEST_CASE("a fault of the process is reported and dumped nowhere") {
    REQUIRE(ok(agent::keep_memory_private()));
    CHECK((::GetErrorMode() & SEM_NOGPFAULTERRORBOX) != 0);
}

}  // namespace
}  // namespace qoltanba::test
