#include "agent/flows/storages.hpp"

#include <algorithm>

namespace qoltanba::agent {

Result<void> check_storages(const Policy& administrator, const std::vector<std::string>& allowed) {
    const auto wanted = permitted(administrator, allowed);
    if (wanted.empty() && !allowed.empty())
        return fail(ErrorCode::refused_by_policy, "the administrator permits none of these storages");
    // Key files are always at hand, whichever of their two names is asked for; no device is served, so every
    // other storage is empty.
    const auto usable = [&](const std::string& name) {
        return allowed.empty() ? administrator.permits_storage(name)
                               : std::find(wanted.begin(), wanted.end(), name) != wanted.end();
    };
    if (!usable("PKCS12") && !usable("JKS"))
        return fail(ErrorCode::storage_empty, "none of the allowed storages is present");
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
