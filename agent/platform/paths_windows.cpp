#include "agent/platform/folder_list.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/paths.hpp"
#include "crypto/base/api_windows.hpp"

#include <initguid.h>  // before the header whose identifiers it makes real
#include <knownfolders.h>
#include <shlobj.h>

#include <algorithm>
#include <array>
#include <memory>

namespace qoltanba::agent {
namespace {

namespace fs = std::filesystem;

/// Where the system keeps this user's folder of that kind, whatever it is called and wherever it was moved.
std::optional<fs::path> known_folder(const KNOWNFOLDERID& kind) {
    wchar_t* found = nullptr;
    const auto outcome = ::SHGetKnownFolderPath(kind, KF_FLAG_DONT_VERIFY, nullptr, &found);
    const std::unique_ptr<wchar_t, TaskFreer> text(found);
    if (FAILED(outcome) || text == nullptr) return std::nullopt;
    return fs::path(text.get());
}

std::optional<fs::path> folder_of(const Environment& environment, const char* name,
                                  const KNOWNFOLDERID& kind) {
    const auto value = environment(name);
    if (value && path_from_utf8(*value).is_absolute()) return path_from_utf8(*value);
    return known_folder(kind);
}

}  // namespace

std::optional<std::string> process_environment(const char* name) {
    const auto wide = to_wide(name);
    std::wstring value(::GetEnvironmentVariableW(wide.c_str(), nullptr, 0), L'\0');
    value.resize(::GetEnvironmentVariableW(wide.c_str(), value.data(), static_cast<DWORD>(value.size())));
    if (value.empty()) return std::nullopt;
    return to_utf8(value);
}

Result<UserFolders> user_folders(const Environment& environment) {
    const auto home = folder_of(environment, "USERPROFILE", FOLDERID_Profile);
    const auto settings = folder_of(environment, "APPDATA", FOLDERID_RoamingAppData);
    const auto local = folder_of(environment, "LOCALAPPDATA", FOLDERID_LocalAppData);
    if (!home || !settings || !local)
        return fail(ErrorCode::input_output_failure, "this user has no home folder");
    return UserFolders{*home, *settings, *settings / "Qoltanba", *local / "Qoltanba"};
}

std::vector<fs::path> key_folders(const UserFolders& user, const std::vector<fs::path>& media) {
    std::vector<fs::path> folders;
    for (const auto* kind : {&FOLDERID_Desktop, &FOLDERID_Documents, &FOLDERID_Downloads})
        if (const auto folder = known_folder(*kind)) add_once(folders, *folder);
    add_once(folders, user.home);
    for (const auto& drive : media) add_once(folders, drive);
    return folders;
}

std::vector<fs::path> media_folders() {
    std::vector<fs::path> drives;
    const auto present = ::GetLogicalDrives();
    for (unsigned i = 0; i < 26; ++i) {
        const std::wstring root{static_cast<wchar_t>(L'A' + i), L':', L'\\'};
        if ((present >> i & 1U) != 0 && ::GetDriveTypeW(root.c_str()) == DRIVE_REMOVABLE)
            drives.emplace_back(root);
    }
    return drives;
}

}  // namespace qoltanba::agent
