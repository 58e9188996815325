// A key of the registry with one owner, and where policies stand.
#pragma once

#include "crypto/base/api_windows.hpp"

#include <optional>
#include <utility>

namespace qoltanba::agent {

/// Below HKEY_LOCAL_MACHINE, in the 64-bit view whatever this program is: Group Policy writes there.
inline constexpr const wchar_t* policy_key = L"Software\\Policies\\Qoltanba";

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

inline Error registry_error(const std::string& what, LSTATUS status) {
    return system_error(what, static_cast<DWORD>(status));
}

/// Nothing for a key that is absent.
inline Result<std::optional<OpenKey>> open_key(HKEY parent, const wchar_t* name,
                                               REGSAM rights = KEY_QUERY_VALUE | KEY_ENUMERATE_SUB_KEYS) {
    HKEY key = nullptr;
    const auto status = ::RegOpenKeyExW(parent, name, 0, rights | KEY_WOW64_64KEY, &key);
    if (status == ERROR_FILE_NOT_FOUND) return std::optional<OpenKey>();
    if (status != ERROR_SUCCESS) return registry_error("open a key", status);
    return std::optional<OpenKey>(OpenKey(key));
}

}  // namespace qoltanba::agent
