#include "crypto/base/memory_lock.hpp"

#include <windows.h>

namespace qoltanba {

bool lock_memory(void* memory, std::size_t size) {
    return ::VirtualLock(memory, size) != 0;
}

// As on Linux: locks do not nest, a neighbouring secret may share the page.
void unlock_memory(void*, std::size_t) {}

}  // namespace qoltanba
