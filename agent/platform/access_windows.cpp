#include "agent/platform/access_windows.hpp"

#include "agent/platform/path_text.hpp"

#include <aclapi.h>
#include <sddl.h>

#include <algorithm>
#include <array>

namespace qoltanba::agent {
namespace {

Result<std::array<Sid, 3>> trusted() {
    QOLTANBA_TRY(auto user, this_user());
    return std::array{std::move(user), Sid::well_known(WinLocalSystemSid),
                      Sid::well_known(WinBuiltinAdministratorsSid)};
}

bool is_one_of(const std::array<Sid, 3>& known, PSID sid) {
    return std::any_of(known.begin(), known.end(), [sid](const Sid& one) { return one.is(sid); });
}

/// Whether an entry of an access list gives somebody else one of the forbidden rights. Kinds of entries that
/// allow and are not known here count as if they did.
bool opens(ACE_HEADER* entry, DWORD forbidden, const std::array<Sid, 3>& known) {
    if ((entry->AceFlags & INHERIT_ONLY_ACE) != 0 || entry->AceType == ACCESS_DENIED_ACE_TYPE) return false;
    if (entry->AceType != ACCESS_ALLOWED_ACE_TYPE) return true;
    auto* allowed = reinterpret_cast<ACCESS_ALLOWED_ACE*>(entry);
    return (allowed->Mask & forbidden) != 0 && !is_one_of(known, &allowed->SidStart);
}

std::wstring flags_of(Inherited inherited) {
    return inherited == Inherited::by_what_it_holds ? L"OICI" : L"";
}

}  // namespace

// SDDL (MS-DTYP, 2.5.1): "D:P" is a protected list, into which nothing is inherited from above; SY the
// system, BA the administrators, BU the users; FA all access to a file, FR and FX reading and running it.
Result<AccessList> AccessList::of_this_user(Inherited inherited) {
    QOLTANBA_TRY(const auto user, this_user());
    const auto sid = to_wide(user.text());
    const auto to = flags_of(inherited);
    return from(L"O:" + sid + L"D:P(A;" + to + L";FA;;;" + sid + L")(A;" + to + L";FA;;;SY)");
}

Result<AccessList> AccessList::of_the_machine(Inherited inherited) {
    const auto to = flags_of(inherited);
    return from(L"D:P(A;" + to + L";FA;;;SY)(A;" + to + L";FA;;;BA)(A;" + to + L";FRFX;;;BU)");
}

Result<AccessList> AccessList::from(const std::wstring& sddl) {
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    if (::ConvertStringSecurityDescriptorToSecurityDescriptorW(sddl.c_str(), SDDL_REVISION_1, &descriptor,
                                                               nullptr) == 0)
        return system_error("make an access list", ::GetLastError());
    AccessList access;
    access.descriptor_.reset(descriptor);
    access.attributes_ = {sizeof(SECURITY_ATTRIBUTES), descriptor, FALSE};
    return access;
}

Result<void> check_access(HANDLE opened, DWORD forbidden, const std::filesystem::path& path) {
    PSID owner = nullptr;
    PACL list = nullptr;
    PSECURITY_DESCRIPTOR found = nullptr;
    const auto error =
        ::GetSecurityInfo(opened, SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION,
                          &owner, nullptr, &list, nullptr, &found);
    if (error != ERROR_SUCCESS) return system_error("look at " + path_to_utf8(path), error);
    const std::unique_ptr<void, LocalFreer> descriptor(found);
    QOLTANBA_TRY(const auto known, trusted());
    if (owner == nullptr || !is_one_of(known, owner))
        return fail(ErrorCode::input_output_failure, path_to_utf8(path) + " belongs to another user");

    bool open = list == nullptr;  // no list at all lets everybody do everything
    for (DWORD i = 0; !open && i < list->AceCount; ++i) {
        void* entry = nullptr;
        open = ::GetAce(list, i, &entry) == 0 || opens(static_cast<ACE_HEADER*>(entry), forbidden, known);
    }
    if (open) return fail(ErrorCode::input_output_failure, path_to_utf8(path) + " is open to other users");
    return {};
}

}  // namespace qoltanba::agent
