// Which of NCALayer's storages can hold a key here.
#pragma once

#include "crypto/base/result.hpp"

#include <string>
#include <vector>

namespace qoltanba::agent {

/// Nothing if one of these storages (all, if none is named) can be used now; storage_empty otherwise.
Result<void> check_storages(const std::vector<std::string>& allowed);

}  // namespace qoltanba::agent
