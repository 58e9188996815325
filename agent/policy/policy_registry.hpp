// The policy as Windows keeps it: what Group Policy writes below one key of the registry.
#pragma once

#include "agent/policy/policy_tree.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace qoltanba::agent {

/// REG_DWORD, REG_SZ (UTF-8 here), or the name of a type that no policy has.
using RegistryData = std::variant<std::uint32_t, std::string, UnusableValue>;

struct RegistryValue {
    std::string name;
    RegistryData data;
};

/// What stands in the key: its values, and those of the keys below it, which are the lists.
struct RegistryContent {
    std::vector<RegistryValue> values;
    std::map<std::string, std::vector<RegistryValue>> lists;
};

/// The same entries as a file's. Names count in any case, as the registry has them. A boolean is a number
/// there, 0 or 1. A list's items come in the order of their names, numbers as numbers; a list without items
/// is none, because Group Policy leaves empty keys behind where a policy was switched off.
PolicyTree policy_tree_from(const RegistryContent& content, const std::string& where);

/// The same the other way: what Group Policy would have written for these entries, the later one of two for
/// the same key. Values that no key can have are left out, and so are empty lists: where a policy may have one
/// it says what is so without it.
RegistryContent registry_content_of(const PolicyTree& tree);

}  // namespace qoltanba::agent
