#include "agent/policy/policy_registry.hpp"
#include "agent/policy/policy_source.hpp"
#include "agent/policy/registry_key_windows.hpp"

#include <cstring>
#include <string>

namespace qoltanba::agent {
namespace {

constexpr const char* policy_name = "HKLM\\Software\\Policies\\Qoltanba";
constexpr DWORD longest_data = 1U << 20U;  // octets of one value
constexpr DWORD most_entries = 20'000;     // values or keys of one key; beyond every list that is read
constexpr DWORD longest_name = 16'384;     // of a value, in characters, as the registry limits it

/// A text may or may not end in NUL, and its length may be odd (documentation of RegQueryValueExW).
std::string text_from(const std::wstring& data, DWORD octets) {
    std::wstring_view text(data.data(), octets / sizeof(wchar_t));
    while (text.ends_with(L'\0')) text.remove_suffix(1);
    return to_utf8(text);
}

RegistryData data_from(DWORD type, const std::wstring& data, DWORD octets) {
    if (type == REG_SZ) return text_from(data, octets);
    if (type == REG_DWORD && octets == sizeof(std::uint32_t)) {
        std::uint32_t number = 0;
        std::memcpy(&number, data.data(), sizeof number);
        return number;
    }
    return UnusableValue{"a registry value of type " + std::to_string(type)};
}

Result<std::vector<RegistryValue>> values_of(HKEY key) {
    std::vector<RegistryValue> values;
    std::wstring name(longest_name, L'\0');
    std::wstring data(longest_data / sizeof(wchar_t), L'\0');
    for (DWORD index = 0;; ++index) {
        if (index == most_entries) return fail(ErrorCode::too_large, "too many values in a key");
        auto name_length = longest_name;
        auto octets = longest_data;
        DWORD type = REG_NONE;
        const auto status = ::RegEnumValueW(key, index, name.data(), &name_length, nullptr, &type,
                                            reinterpret_cast<BYTE*>(data.data()), &octets);
        if (status == ERROR_NO_MORE_ITEMS) return values;
        if (status == ERROR_MORE_DATA) return fail(ErrorCode::too_large, "a value above 1 MiB");
        if (status != ERROR_SUCCESS) return registry_error("read a value", status);
        values.push_back({to_utf8({name.data(), name_length}), data_from(type, data, octets)});
    }
}

Result<std::vector<std::wstring>> keys_below(HKEY key) {
    std::vector<std::wstring> names;
    std::wstring name(longest_name, L'\0');
    for (DWORD index = 0;; ++index) {
        if (index == most_entries) return fail(ErrorCode::too_large, "too many keys below the policy's");
        auto length = longest_name;
        const auto status =
            ::RegEnumKeyExW(key, index, name.data(), &length, nullptr, nullptr, nullptr, nullptr);
        if (status == ERROR_NO_MORE_ITEMS) return names;
        if (status != ERROR_SUCCESS) return registry_error("list keys", status);
        names.emplace_back(name, 0, length);
    }
}

Result<RegistryContent> content_of_policy_key() {
    RegistryContent content;
    QOLTANBA_TRY(const auto key, open_key(HKEY_LOCAL_MACHINE, policy_key));
    if (!key) return content;
    QOLTANBA_TRY(content.values, values_of(key->get()));
    QOLTANBA_TRY(const auto names, keys_below(key->get()));
    for (const auto& name : names) {
        QOLTANBA_TRY(const auto list, open_key(key->get(), name.c_str()));
        if (!list) continue;  // gone since it was listed
        QOLTANBA_TRY(content.lists[to_utf8(name)], values_of(list->get()));
    }
    return content;
}

}  // namespace

PolicyTree read_system_policy() {
    const auto content = content_of_policy_key();
    if (content) return policy_tree_from(*content, policy_name);
    PolicyTree tree;
    tree.problems.push_back({policy_name, {}, content.error()});
    return tree;
}

}  // namespace qoltanba::agent
