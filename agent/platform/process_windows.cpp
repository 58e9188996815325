#include "agent/platform/process.hpp"
#include "agent/platform/user_windows.hpp"

#include <sddl.h>

#include <memory>

namespace qoltanba::agent {
namespace {

/// Other programs of this user may see, await and end the process, not read its memory. "OW" takes from the
/// owner the right to change that (MS-DTYP, 2.4.2.4, OWNER_RIGHTS).
std::wstring access_to_process(const Sid& user) {
    constexpr std::wstring_view see_await_end = L"0x101001";
    static_assert((SYNCHRONIZE | PROCESS_QUERY_LIMITED_INFORMATION | PROCESS_TERMINATE) == 0x101001);
    const auto allow = [&](std::wstring_view rights, const std::wstring& whom) {
        return L"(A;;" + std::wstring(rights) + L";;;" + whom + L")";
    };
    return L"D:P" + allow(see_await_end, L"OW") + allow(see_await_end, to_wide(user.text())) +
           allow(L"GA", L"SY");
}

}  // namespace

Result<void> keep_memory_private() {
    // Without its box a fault goes to no error reporting, so no dump is written or sent. The other: a drive
    // without its medium is no reason for a window of the system's.
    ::SetErrorMode(SEM_NOGPFAULTERRORBOX | SEM_FAILCRITICALERRORS);

    QOLTANBA_TRY(const auto user, this_user());
    PSECURITY_DESCRIPTOR made = nullptr;
    if (::ConvertStringSecurityDescriptorToSecurityDescriptorW(access_to_process(user).c_str(),
                                                               SDDL_REVISION_1, &made, nullptr) == 0)
        return because(ErrorCode::internal, "memory stays readable",
                       system_error("make an access list", ::GetLastError()));
    const std::unique_ptr<void, LocalFreer> descriptor(made);
    if (::SetKernelObjectSecurity(::GetCurrentProcess(), DACL_SECURITY_INFORMATION, made) == 0)
        return because(ErrorCode::internal, "memory stays readable",
                       system_error("restrict the process", ::GetLastError()));
    return {};
}

}  // namespace qoltanba::agent
