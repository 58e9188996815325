// What the process does to take no more of the computer's memory than it uses.
#pragma once

namespace qoltanba::agent {

/// Gives free memory back to the system. For after large work: the allocator keeps what it once got, for a
/// next time that here may never come. Takes some milliseconds.
void give_back_memory();

}  // namespace qoltanba::agent
