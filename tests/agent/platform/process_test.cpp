#include "agent/platform/process.hpp"

#include "forked.hpp"
#include "support/catch.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace qoltanba::test {
namespace {

TEST_CASE("a process that keeps its memory private leaves no core dump") {
    // In a child: the test's own process stays as it is.
    CHECK(exit_code_of_child([] {
              if (agent::keep_memory_private().has_error()) return 1;
              struct rlimit limit {};
              if (::getrlimit(RLIMIT_CORE, &limit) != 0 || limit.rlim_cur != 0 || limit.rlim_max != 0)
                  return 2;
              return ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : 3;
          }) == 0);
}

}  // namespace
}  // namespace qoltanba::test
