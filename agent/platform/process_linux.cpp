#include "agent/platform/process.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

#include <cerrno>
#include <system_error>

namespace qoltanba::agent {

Result<void> keep_memory_private() {
    // The limit alone does not stop a core handler that reads from a pipe (core(5)); not being dumpable does,
    // and it closes /proc/self/mem and ptrace to other processes of this user as well.
    const struct rlimit none {};
    if (::setrlimit(RLIMIT_CORE, &none) != 0 || ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return fail(ErrorCode::internal, "core dumps stay on: " + std::generic_category().message(errno));
    return {};
}

}  // namespace qoltanba::agent
