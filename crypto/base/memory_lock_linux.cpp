#include "crypto/base/memory_lock.hpp"

#include <sys/mman.h>

namespace qoltanba {

bool lock_memory(void* memory, std::size_t size) {
    return ::mlock(memory, size) == 0;
}

// mlock does not nest: unlocking a page would unlock a neighbour's secret on the same page. Secrets are
// few and small, so a page stays locked until the process ends.
void unlock_memory(void*, std::size_t) {}

}  // namespace qoltanba
