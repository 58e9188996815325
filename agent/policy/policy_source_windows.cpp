#include "agent/platform/api_windows.hpp"
#include "agent/policy/policy_registry.hpp"
#include "agent/policy/policy_source.hpp"

#include <cstring>
#include <optional>
#include <string>
#include <utility>

namespace qoltanba::agent {
namespace {

constexpr const wchar_t* policy_key = L"Software\\Policies\\Qoltanba";
constexpr const char* policy_name = "HKLM\\Software\\Policies\\Qoltanba";
constexpr DWORD longest_data = 1U << 20U;  // octets of one value
constexpr DWORD most_entries = 20'000;     // values or keys of one key; beyond every list that is read
constexpr DWORD longest_name = 16'384;     // of a value, in characters, as the registry limits it

class OpenKey {
  public:
    explicit OpenKey(HKEY key) : key_(key) {}
    OpenKey(OpenKey&& other) noexcept : key_(std::exchange(other.key_, nullptr)) {}
    OpenKey& operator=(OpenKey&&) = delete;
    ~OpenKey() {
        if (key_ != nullptr) ::RegCloseKey(key_);
    }
    [[nodiscard]] HKEY get() const { return key_; }

  private:
    HKEY key_;
};

Error registry_error(const std::string& what, LSTATUS status) {
    return system_error(what, static_cast<DWORD>(status));
}

/// The 64-bit view, whatever this program is: Group Policy writes there. Nothing for a key that is absent.
Result<std::optional<OpenKey>> open_key(HKEY parent, const wchar_t* name) {
    HKEY key = nullptr;
    const auto status =
        ::RegOpenKeyExW(parent, name, 0, KEY_QUERY_VALUE | KEY_ENUMERATE_SUB_KEYS | KEY_WOW64_64KEY, &key);
    if (status == ERROR_FILE_NOT_FOUND) return std::optional<OpenKey>();
    if (status != ERROR_SUCCESS) return registry_error("open a key", status);
    return std::optional<OpenKey>(OpenKey(key));
}

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
