// The names of key storages on the wire.
#pragma once

#include "crypto/base/result.hpp"
#include "protocol/json/json_value.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::protocol {

/// Whether there is a storage of this name, be it plugged in or not: NCALayer's, and "PKCS11". Names are
/// case-sensitive.
bool is_known_storage(std::string_view name);

/// Errors: storage_name_missing for an empty or blank name, storage_unknown.
Result<void> check_storage(std::string_view name);

/// The storages that `allowedStorages` names. Nulls are skipped: a page's undefined constant arrives as one.
/// A name that is not known is skipped too, as long as a known one stands beside it; else the list would come
/// to mean "all". Error: storage_unknown.
Result<std::vector<std::string>> read_allowed_storages(const JsonValue& arguments);

}  // namespace qoltanba::protocol
