#include "agent/policy/policy.hpp"
#include "agent/policy/policy_installation.hpp"
#include "agent/policy/policy_registry.hpp"
#include "agent/policy/registry_key_windows.hpp"

#include <cstring>

namespace qoltanba::agent {
namespace {

/// The names of what was installed, each a value without data.
constexpr const wchar_t* ledger_key = L"Software\\Qoltanba\\Setup\\Policy";
constexpr DWORD longest_name = 256;  // characters; the names are those of the policy's keys

Result<OpenKey> make_key(HKEY parent, const std::wstring& name) {
    HKEY key = nullptr;
    const auto status = ::RegCreateKeyExW(parent, name.c_str(), 0, nullptr, REG_OPTION_NON_VOLATILE,
                                          KEY_READ | KEY_WRITE | KEY_WOW64_64KEY, nullptr, &key, nullptr);
    if (status != ERROR_SUCCESS) return registry_error("make a key", status);
    return OpenKey(key);
}

Result<void> set_value(HKEY key, const std::string& name, const RegistryData& data) {
    LSTATUS status = ERROR_INVALID_DATA;
    if (const auto* number = std::get_if<std::uint32_t>(&data)) {
        status = ::RegSetValueExW(key, to_wide(name).c_str(), 0, REG_DWORD,
                                  reinterpret_cast<const BYTE*>(number), sizeof *number);
    } else if (const auto* text = std::get_if<std::string>(&data)) {
        const auto wide = to_wide(*text);
        status = ::RegSetValueExW(key, to_wide(name).c_str(), 0, REG_SZ,
                                  reinterpret_cast<const BYTE*>(wide.c_str()),
                                  static_cast<DWORD>((wide.size() + 1) * sizeof(wchar_t)));
    }
    if (status != ERROR_SUCCESS) return registry_error("set " + name, status);
    return {};
}

Result<void> write(HKEY policy, HKEY ledger, const RegistryContent& content) {
    // The ledger first: nothing is set that would not be found again.
    for (const auto& value : content.values) {
        QOLTANBA_CHECK(set_value(ledger, value.name, std::string()));
        QOLTANBA_CHECK(set_value(policy, value.name, value.data));
    }
    for (const auto& [name, values] : content.lists) {
        QOLTANBA_CHECK(set_value(ledger, name, std::string()));
        QOLTANBA_TRY(const auto list, make_key(policy, to_wide(name)));
        for (const auto& value : values) QOLTANBA_CHECK(set_value(list.get(), value.name, value.data));
    }
    return {};
}

Result<std::vector<std::wstring>> names_in(HKEY ledger) {
    std::vector<std::wstring> names;
    std::wstring name(longest_name, L'\0');
    for (DWORD index = 0;; ++index) {
        auto length = longest_name;
        const auto status =
            ::RegEnumValueW(ledger, index, name.data(), &length, nullptr, nullptr, nullptr, nullptr);
        if (status == ERROR_NO_MORE_ITEMS) return names;
        if (status != ERROR_SUCCESS) return registry_error("read what was installed", status);
        names.emplace_back(name, 0, length);
    }
}

Result<void> gone(const char* what, LSTATUS status) {
    if (status == ERROR_SUCCESS || status == ERROR_FILE_NOT_FOUND) return {};
    return registry_error(what, status);
}

/// RegDeleteKeyExW would take values with it, and they may be somebody else's.
Result<void> remove_if_empty(const wchar_t* name) {
    DWORD keys = 0;
    DWORD values = 0;
    {
        QOLTANBA_TRY(const auto key, open_key(HKEY_LOCAL_MACHINE, name));
        if (!key) return {};
        const auto status = ::RegQueryInfoKeyW(key->get(), nullptr, nullptr, nullptr, &keys, nullptr, nullptr,
                                               &values, nullptr, nullptr, nullptr, nullptr);
        if (status != ERROR_SUCCESS) return registry_error("look at a key", status);
    }
    if (keys != 0 || values != 0) return {};
    return gone("remove a key", ::RegDeleteKeyExW(HKEY_LOCAL_MACHINE, name, KEY_WOW64_64KEY, 0));
}

}  // namespace

bool can_install_policy() {
    return true;
}

Result<void> install_policy(const PolicyTree& policy) {
    // An empty list is no key in the registry, which is right only where a policy may have one: what the
    // agent would refuse in a file must not become a milder policy here.
    const std::filesystem::path any_home(L"C:\\");
    QOLTANBA_CHECK(policy_to_obey(read_policy(policy, any_home)));
    QOLTANBA_CHECK(remove_installed_policy());
    QOLTANBA_TRY(const auto key, make_key(HKEY_LOCAL_MACHINE, policy_key));
    QOLTANBA_TRY(const auto ledger, make_key(HKEY_LOCAL_MACHINE, ledger_key));
    return write(key.get(), ledger.get(), registry_content_of(policy));
}

Result<void> remove_installed_policy() {
    {
        QOLTANBA_TRY(const auto ledger, open_key(HKEY_LOCAL_MACHINE, ledger_key));
        if (!ledger) return {};
        QOLTANBA_TRY(const auto names, names_in(ledger->get()));
        QOLTANBA_TRY(const auto key, open_key(HKEY_LOCAL_MACHINE, policy_key, KEY_READ | KEY_WRITE | DELETE));
        for (const auto& name : names) {
            if (!key) break;
            QOLTANBA_CHECK(gone("remove a value", ::RegDeleteValueW(key->get(), name.c_str())));
            QOLTANBA_CHECK(gone("remove a list", ::RegDeleteTreeW(key->get(), name.c_str())));
        }
    }
    QOLTANBA_CHECK(gone("forget what was installed",
                        ::RegDeleteKeyExW(HKEY_LOCAL_MACHINE, ledger_key, KEY_WOW64_64KEY, 0)));
    return remove_if_empty(policy_key);
}

}  // namespace qoltanba::agent
