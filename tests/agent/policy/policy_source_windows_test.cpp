// What Group Policy writes is read from the registry. HKEY_LOCAL_MACHINE stands for a key of this user's
// while a test runs, so that nobody's policy is touched.
#include "agent/policy/policy_source.hpp"
#include "crypto/base/api_windows.hpp"
#include "policies.hpp"
#include "support/catch.hpp"

#include <string>

namespace qoltanba::test {
namespace {

constexpr const wchar_t* policies_key = L"Software\\Policies\\Qoltanba";

class Registry {
  public:
    Registry() {
        name_ = L"Software\\Qoltanba-test-" + std::to_wstring(::GetCurrentProcessId());
        REQUIRE(::RegCreateKeyExW(HKEY_CURRENT_USER, name_.c_str(), 0, nullptr, 0, KEY_ALL_ACCESS, nullptr,
                                  &key_, nullptr) == ERROR_SUCCESS);
        REQUIRE(::RegOverridePredefKey(HKEY_LOCAL_MACHINE, key_) == ERROR_SUCCESS);
    }
    ~Registry() {
        ::RegOverridePredefKey(HKEY_LOCAL_MACHINE, nullptr);
        ::RegCloseKey(key_);
        ::RegDeleteTreeW(HKEY_CURRENT_USER, name_.c_str());
    }
    Registry(const Registry&) = delete;
    Registry& operator=(const Registry&) = delete;

    static void put(const std::wstring& below, const wchar_t* name, std::uint32_t number) {
        put_octets(below, name, REG_DWORD, &number, sizeof number);
    }
    static void put(const std::wstring& below, const wchar_t* name, const std::wstring& text,
                    DWORD type = REG_SZ) {
        put_octets(below, name, type, text.c_str(), (text.size() + 1) * sizeof(wchar_t));
    }
    static void put_octets(const std::wstring& below, const wchar_t* name, DWORD type, const void* data,
                           std::size_t size) {
        const auto key = policies_key + below;
        REQUIRE(::RegSetKeyValueW(HKEY_LOCAL_MACHINE, key.c_str(), name, type, data,
                                  static_cast<DWORD>(size)) == ERROR_SUCCESS);
    }

  private:
    std::wstring name_;
    HKEY key_ = nullptr;
};

agent::ReadPolicy read() {
    return agent::read_policy(agent::read_system_policy(), home);
}

TEST_CASE("a registry without the policy's key has no policy") {
    const Registry registry;
    const auto tree = agent::read_system_policy();
    CHECK(tree.entries.empty());
    CHECK(tree.problems.empty());
}

TEST_CASE("the registry and a file give the same policy") {
    const Registry registry;
    Registry::put(L"", L"port", 14579);
    Registry::put(L"", L"language", L"kk");
    Registry::put(L"", L"anchors", L"~/қосымша");
    Registry::put(L"", L"AllowLocalClients", 1);
    Registry::put(L"\\allowedOrigins", L"1", L"https://egov.kz");
    Registry::put(L"\\allowedOrigins", L"2", L"http://a.kz");
    Registry::put(L"\\keyFolders", L"10", L"~/second");
    Registry::put(L"\\keyFolders", L"9", L"~/first");
    const auto policy = read();
    for (const auto& problem : policy.problems) UNSCOPED_INFO(problem_text(problem));
    CHECK(policy.problems.empty());
    const auto file = read_text_as_policy(R"({"port": 14579, "language": "kk", "anchors": "~/қосымша",
        "allowLocalClients": true, "allowedOrigins": ["https://egov.kz", "http://a.kz"],
        "keyFolders": ["~/first", "~/second"]})");
    CHECK(policy.policy.port->value == file.policy.port->value);
    CHECK(policy.policy.language->value == file.policy.language->value);
    CHECK(policy.policy.anchors->value == file.policy.anchors->value);
    CHECK(policy.policy.allow_local_clients->value);
    CHECK(policy.policy.allowed_origins->value == file.policy.allowed_origins->value);
    CHECK(policy.policy.key_folders->value == file.policy.key_folders->value);
    CHECK(policy.policy.port->where == "HKLM\\Software\\Policies\\Qoltanba");
}

TEST_CASE("values of other types, and texts without an end, are judged and not misread") {
    const Registry registry;
    Registry::put(L"", L"anchors", L"%HOME%", REG_EXPAND_SZ);
    const std::uint64_t number = 14579;
    Registry::put_octets(L"", L"port", REG_QWORD, &number, sizeof number);
    Registry::put_octets(L"", L"maxFrame", REG_DWORD, &number, 2);
    Registry::put_octets(L"", L"language", REG_SZ, L"kk", 2 * sizeof(wchar_t));
    const auto policy = read();
    CHECK(codes_of(policy.problems) == std::vector(3, ErrorCode::policy_value_wrong));
    CHECK(policy.policy.language->value == Language::kk);
}

TEST_CASE("a value beyond a mebibyte is a problem, not a policy") {
    const Registry registry;
    Registry::put(L"", L"language", std::wstring(600'000, L'k'));
    CHECK(codes_of(read().problems) == std::vector{ErrorCode::too_large});
}

}  // namespace
}  // namespace qoltanba::test
