#include "agent/flows/storages.hpp"

#include <algorithm>

namespace qoltanba::agent {

Result<void> check_storages(const std::vector<std::string>& allowed) {
    // Key files are always at hand; no device is served, so every other storage is empty.
    const bool usable =
        allowed.empty() || std::find(allowed.begin(), allowed.end(), "PKCS12") != allowed.end();
    if (!usable) return fail(ErrorCode::storage_empty, "none of the allowed storages is present");
    return {};
}

}  // namespace qoltanba::agent
