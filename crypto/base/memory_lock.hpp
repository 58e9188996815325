// Keeps pages out of the swap file: mlock on Linux, VirtualLock on Windows.
#pragma once

#include <cstddef>

namespace qoltanba {

/// Whether the pages that hold this memory are locked now.
bool lock_memory(void* memory, std::size_t size);
void unlock_memory(void* memory, std::size_t size);

}  // namespace qoltanba
