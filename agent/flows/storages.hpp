// Which of NCALayer's storages can hold a key here, and which of them the administrator lets be used.
#pragma once

#include "agent/policy/policy.hpp"
#include "crypto/base/result.hpp"

#include <string>
#include <vector>

namespace qoltanba::agent {

/// Nothing if one of these storages (all, if none is named) can be used now. Errors: refused_by_policy where
/// the administrator permits none of them, storage_empty where none that is permitted is present.
Result<void> check_storages(const Policy& administrator, const std::vector<std::string>& allowed);

/// Those of the names that the administrator permits.
std::vector<std::string> permitted(const Policy& administrator, std::vector<std::string> names);

/// Storages that are devices, when plugged in. Key files are always there and never among them; no device is
/// served yet.
std::vector<std::string> devices_present();

}  // namespace qoltanba::agent
