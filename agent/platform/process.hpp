// What the process as a whole does to keep secrets its own.
#pragma once

#include "crypto/base/result.hpp"

namespace qoltanba::agent {

/// No core dumps, and no debugger or memory reader of the same user (other than root) from now on. To be
/// called first in main. Error: internal.
Result<void> keep_memory_private();

}  // namespace qoltanba::agent
