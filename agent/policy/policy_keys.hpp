// The keys that exist, each with the one function that reads it.
#pragma once

#include "agent/policy/policy.hpp"

#include <span>

namespace qoltanba::agent {

struct PolicyKey {
    std::string_view name;  ///< in JSON and, in any case, in the registry
    bool is_boolean;        ///< the registry has numbers only
    /// Sets the key; the error's detail says what the value must be.
    Result<void> (*put)(Policy& policy, const PolicyEntry& entry, const std::filesystem::path& home);
};

std::span<const PolicyKey> policy_keys();
/// nullptr for a name that is no key's.
const PolicyKey* find_policy_key(std::string_view name);

}  // namespace qoltanba::agent
