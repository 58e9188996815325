#include "agent/platform/memory.hpp"

#include <malloc.h>

namespace qoltanba::agent {

void give_back_memory() {
    ::malloc_trim(0);  // of every thread's arena, also below what is still in use (malloc_trim(3))
}

}  // namespace qoltanba::agent
