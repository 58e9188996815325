#include "agent/platform/user_windows.hpp"

#include <sddl.h>

#include <array>
#include <memory>

namespace qoltanba::agent {

Sid Sid::copy_of(PSID sid) {
    Sid copy;
    const auto* first = static_cast<const BYTE*>(sid);
    copy.octets_.assign(first, first + ::GetLengthSid(sid));
    return copy;
}

Sid Sid::well_known(WELL_KNOWN_SID_TYPE type) {
    std::array<BYTE, SECURITY_MAX_SID_SIZE> octets{};
    auto size = static_cast<DWORD>(octets.size());
    ::CreateWellKnownSid(type, nullptr, octets.data(), &size);
    return copy_of(octets.data());
}

std::string Sid::text() const {
    wchar_t* written = nullptr;
    if (::ConvertSidToStringSidW(get(), &written) == 0) return {};
    const std::unique_ptr<wchar_t, LocalFreer> text(written);
    return to_utf8(text.get());
}

std::string Sid::account() const {
    std::array<wchar_t, 256> name{};
    std::array<wchar_t, 256> domain{};
    auto name_size = static_cast<DWORD>(name.size());
    auto domain_size = static_cast<DWORD>(domain.size());
    SID_NAME_USE use{};
    if (::LookupAccountSidW(nullptr, get(), name.data(), &name_size, domain.data(), &domain_size, &use) == 0)
        return text();
    return to_utf8(domain.data()) + "\\" + to_utf8(name.data());
}

Result<Sid> user_of(HANDLE process) {
    HANDLE opened = nullptr;
    if (::OpenProcessToken(process, TOKEN_QUERY, &opened) == 0)
        return system_error("open a process's token", ::GetLastError());
    const Handle token(opened);
    alignas(TOKEN_USER) std::array<BYTE, sizeof(TOKEN_USER) + SECURITY_MAX_SID_SIZE> user{};
    DWORD size = 0;
    if (::GetTokenInformation(token.get(), TokenUser, user.data(), static_cast<DWORD>(user.size()), &size) ==
        0)
        return system_error("read a process's user", ::GetLastError());
    return Sid::copy_of(reinterpret_cast<const TOKEN_USER*>(user.data())->User.Sid);
}

Result<Sid> this_user() {
    return user_of(::GetCurrentProcess());
}

}  // namespace qoltanba::agent
