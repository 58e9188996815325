#include "agent/flows/storages.hpp"

#include "agent/devices/devices.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

/// After the agent's start modules take a moment to tell what is plugged in.
constexpr std::chrono::seconds longest_start{2};

bool holds(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

std::vector<std::string> of_unserved_cards(const Devices& devices) {
    std::vector<std::string> names;
    for (const auto& card : devices.unserved_cards()) names.push_back(card.storage());
    return names;
}

}  // namespace

Result<void> check_storages(const Context& context, const std::vector<std::string>& allowed) {
    const auto wanted = permitted(context.administrator, allowed);
    if (wanted.empty() && !allowed.empty())
        return fail(ErrorCode::refused_by_policy, "the administrator permits none of these storages");
    const auto usable = [&](const std::string& name) {
        return allowed.empty() ? context.administrator.permits_storage(name) : holds(wanted, name);
    };
    // Key files are always at hand, whichever of their two names is asked for.
    if (usable("PKCS12") || usable("JKS")) return {};
    if (context.devices != nullptr) {
        await_devices(context);
        if (std::ranges::any_of(context.devices->storages(), usable)) return {};
        if (std::ranges::any_of(of_unserved_cards(*context.devices), usable)) return {};
    }
    return fail(ErrorCode::storage_empty, "none of the allowed storages is present");
}

std::vector<std::string> permitted(const Policy& administrator, std::vector<std::string> names) {
    std::erase_if(names, [&](const std::string& name) { return !administrator.permits_storage(name); });
    return names;
}

std::vector<std::string> devices_present(const Context& context) {
    await_devices(context);
    if (context.devices == nullptr) return {};
    return permitted(context.administrator, context.devices->storages());
}

void await_devices(const Context& context) {
    if (context.devices != nullptr) context.devices->await_first_look(longest_start);
}

bool is_of_files(std::string_view storage) {
    return storage == "PKCS12" || storage == "JKS";
}

bool is_asked_for(const std::vector<std::string>& allowed, std::string_view storage) {
    if (allowed.empty() || holds(allowed, storage)) return true;
    return is_of_files(storage) && std::ranges::any_of(allowed, is_of_files);
}

}  // namespace qoltanba::agent
