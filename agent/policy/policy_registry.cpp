#include "agent/policy/policy_registry.hpp"

#include "agent/origins/origin.hpp"
#include "agent/policy/policy_keys.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::agent {
namespace {

/// The schema's spelling of a name; one that is no key's stays as it is.
std::string key_name(const std::string& name) {
    for (const auto& key : policy_keys()) {
        if (lower_case(key.name) == lower_case(name)) return std::string(key.name);
    }
    return name;
}

PolicyValue value_of(const std::string& key, const RegistryData& data) {
    if (const auto* text = std::get_if<std::string>(&data)) return *text;
    if (const auto* unusable = std::get_if<UnusableValue>(&data)) return *unusable;
    const auto number = std::get<std::uint32_t>(data);
    const auto* known = find_policy_key(key);
    if (known != nullptr && known->is_boolean && number <= 1) return number == 1;
    return std::int64_t{number};
}

/// "2" before "10": shorter numbers are smaller, and names that are no numbers come in their own order.
bool comes_before(const RegistryValue& a, const RegistryValue& b) {
    const auto rank = [](const RegistryValue& value) {
        const bool number =
            !value.name.empty() && value.name.find_first_not_of("0123456789") == std::string::npos;
        return std::pair(!number, number ? value.name.size() : 0);
    };
    return std::pair(rank(a), a.name) < std::pair(rank(b), b.name);
}

PolicyValue list_of(std::vector<RegistryValue> values) {
    std::sort(values.begin(), values.end(), comes_before);
    std::vector<std::string> items;
    for (auto& value : values) {
        auto* text = std::get_if<std::string>(&value.data);
        if (text == nullptr) return UnusableValue{"a list with something that is no text"};
        items.push_back(std::move(*text));
    }
    return items;
}

}  // namespace

PolicyTree policy_tree_from(const RegistryContent& content, const std::string& where) {
    PolicyTree tree;
    for (const auto& value : content.values) {
        if (value.name.empty()) continue;  // the key's own value, which nobody names
        auto key = key_name(value.name);
        auto data = value_of(key, value.data);
        tree.entries.push_back({std::move(key), std::move(data), where});
    }
    for (const auto& [name, values] : content.lists) {
        if (!values.empty()) tree.entries.push_back({key_name(name), list_of(values), where});
    }
    return tree;
}

RegistryContent registry_content_of(const PolicyTree& tree) {
    std::map<std::string, RegistryData> values;
    RegistryContent content;
    for (const auto& [key, value, where] : tree.entries) {
        if (const auto* yes = std::get_if<bool>(&value)) values[key] = std::uint32_t{*yes ? 1U : 0U};
        if (const auto* number = std::get_if<std::int64_t>(&value))
            values[key] = static_cast<std::uint32_t>(*number);
        if (const auto* text = std::get_if<std::string>(&value)) values[key] = *text;
        if (const auto* items = std::get_if<std::vector<std::string>>(&value)) {
            content.lists.erase(key);
            for (const auto& item : *items) {
                auto& list = content.lists[key];
                list.push_back({std::to_string(list.size() + 1), item});
            }
        }
    }
    for (auto& [name, data] : values) content.values.push_back({name, std::move(data)});
    return content;
}

}  // namespace qoltanba::agent
