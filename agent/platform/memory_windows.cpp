#include "agent/platform/memory.hpp"

#include <malloc.h>

namespace qoltanba::agent {

void give_back_memory() {
    ::_heapmin();  // the C runtime's heap; large blocks go back by themselves when they are freed
}

}  // namespace qoltanba::agent
