// The names of key storages on the wire.
#pragma once

#include "crypto/base/result.hpp"

#include <string_view>

namespace qoltanba::protocol {

/// Whether there is a storage of this name, be it plugged in or not: NCALayer's, and "PKCS11". Names are
/// case-sensitive.
bool is_known_storage(std::string_view name);

/// Errors: storage_name_missing for an empty or blank name, storage_unknown.
Result<void> check_storage(std::string_view name);

}  // namespace qoltanba::protocol
