// Opens a file or folder to every user, for tests of what must then be refused.
#pragma once

#include "support/catch.hpp"

#include <aclapi.h>
#include <sddl.h>
#include <windows.h>

#include <filesystem>

namespace qoltanba::test {

/// `rights` in SDDL, such as L"FR" (read) or L"FA" (all); "S-1-1-0" is everyone.
inline void open_to_everyone(const std::filesystem::path& path, const std::wstring& rights) {
    const auto sddl = L"D:P(A;;FA;;;OW)(A;;FA;;;SY)(A;;" + rights + L";;;S-1-1-0)";
    PSECURITY_DESCRIPTOR descriptor = nullptr;
    REQUIRE(::ConvertStringSecurityDescriptorToSecurityDescriptorW(sddl.c_str(), SDDL_REVISION_1, &descriptor,
                                                                   nullptr) != 0);
    CHECK(::SetFileSecurityW(path.c_str(), DACL_SECURITY_INFORMATION, descriptor) != 0);
    ::LocalFree(descriptor);
}

}  // namespace qoltanba::test
