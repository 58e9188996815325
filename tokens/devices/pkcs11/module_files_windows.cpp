#include "crypto/base/api_windows.hpp"
#include "tokens/devices/pkcs11/module_files.hpp"

#include <shlobj.h>

#include <algorithm>

namespace qoltanba::tokens {
namespace {

std::filesystem::path known_folder(const KNOWNFOLDERID& which) {
    wchar_t* text = nullptr;
    std::filesystem::path folder;
    if (SUCCEEDED(::SHGetKnownFolderPath(which, KF_FLAG_DEFAULT, nullptr, &text))) folder = text;
    ::CoTaskMemFree(text);
    return folder;
}

/// Folders in which only administrators install.
std::vector<std::filesystem::path> system_folders() {
    return {known_folder(FOLDERID_System), known_folder(FOLDERID_ProgramFiles)};
}

bool lies_in(const std::filesystem::path& path, const std::filesystem::path& folder) {
    return !folder.empty() &&
           std::ranges::mismatch(folder, path, [](const auto& a, const auto& b) {
               return ::CompareStringOrdinal(a.c_str(), -1, b.c_str(), -1, TRUE) == CSTR_EQUAL;
           }).in1 == folder.end();
}

}  // namespace

std::vector<KnownModule> known_modules() {
    return {
        {"rtPKCS11ECP.dll", "Rutoken", "Rutoken's documentation"},
        {"jcPKCS11-2.dll", "JaCarta", "Aladdin R.D.'s documentation"},
        {"eTPKCS11.dll", "eToken (SafeNet Authentication Client)", "Thales' documentation"},
        {"IDPrimePKCS1164.dll", "IDPrime, eToken 5110 CC", "Thales' documentation"},
        {"eps2003csp11v2.dll", "ePass2003", "Feitian's documentation"},
        {"avcryptokinxt.dll", "SecureToken (Avtor)", "Avtor's documentation"},
        {"opensc-pkcs11.dll", "PIV, OpenPGP, identity cards and others of OpenSC", "OpenSC"},
    };
}

std::vector<std::filesystem::path> known_module_folders() {
    const auto programs = known_folder(FOLDERID_ProgramFiles);
    return {known_folder(FOLDERID_System), programs / "OpenSC Project/OpenSC/pkcs11",
            programs / "SafeNet/Authentication/SAC/x64"};
}

std::vector<std::filesystem::path> configuration_folders() {
    return {};
}

Result<std::filesystem::path> check_module(const std::filesystem::path& path) {
    const auto refused = [&](const char* why) {
        return fail(ErrorCode::device_module_refused, path.string() + " " + why);
    };
    if (!path.is_absolute()) return refused("is not an absolute path");
    std::error_code error;
    const auto real = std::filesystem::canonical(path, error);
    if (error || !std::filesystem::is_regular_file(real, error)) return refused("is not a file");
    const auto folders = system_folders();
    if (std::ranges::none_of(folders, [&](const auto& folder) { return lies_in(real, folder); }))
        return refused("does not lie where only administrators install");
    return real;
}

}  // namespace qoltanba::tokens
