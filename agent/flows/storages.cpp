#include "agent/flows/storages.hpp"

#include <algorithm>

namespace qoltanba::agent {

Result<void> check_storages(const Policy& administrator, const std::vector<std::string>& allowed) {
    const auto wanted = permitted(administrator, allowed);
    if (wanted.empty() && !allowed.empty())
        return fail(ErrorCode::refused_by_policy, "the administrator permits none of these storages");
    // Key files are always at hand; no device is served, so every other storage is empty.
    const std::string key_files = "PKCS12";
    const bool usable = allowed.empty() ? administrator.permits_storage(key_files)
                                        : std::find(wanted.begin(), wanted.end(), key_files) != wanted.end();
    if (!usable) return fail(ErrorCode::storage_empty, "none of the allowed storages is present");
    return {};
}

std::vector<std::string> permitted(const Policy& administrator, std::vector<std::string> names) {
    std::erase_if(names, [&](const std::string& name) { return !administrator.permits_storage(name); });
    return names;
}

std::vector<std::string> devices_present() {
    return {};
}

}  // namespace qoltanba::agent
