#include "agent/platform/folder_list.hpp"
#include "agent/platform/paths.hpp"

#include <pwd.h>
#include <sys/types.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <map>
#include <string_view>

namespace qoltanba::agent {
namespace {

namespace fs = std::filesystem;

std::optional<fs::path> absolute_path(const Environment& environment, const char* name) {
    const auto value = environment(name);
    if (!value || !fs::path(*value).is_absolute()) return std::nullopt;
    return fs::path(*value);
}

struct Account {
    std::string name;
    fs::path home;
};

std::optional<Account> account_of_this_user() {
    std::array<char, 16384> buffer{};
    struct passwd entry {};
    struct passwd* found = nullptr;
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || found == nullptr)
        return std::nullopt;
    return Account{found->pw_name, found->pw_dir};
}

/// What stands between the quotes of `"$HOME/\"quoted\""`: a shell word, in which only \ quotes.
std::string unquoted(std::string_view text, const fs::path& home) {
    std::string value;
    constexpr std::string_view home_variable = "$HOME";
    if (text.starts_with(home_variable)) {
        value = home.string();
        text.remove_prefix(home_variable.size());
    }
    for (std::size_t i = 0; i < text.size() && text[i] != '"'; ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) ++i;
        value += text[i];
    }
    return value;
}

/// Reads user-dirs.dirs (xdg-user-dirs): lines of the form XDG_DESKTOP_DIR="$HOME/Жұмыс үстелі".
std::map<std::string, fs::path, std::less<>> named_folders(const fs::path& file, const fs::path& home) {
    std::map<std::string, fs::path, std::less<>> folders;
    std::ifstream lines(file);
    for (std::string line; std::getline(lines, line);) {
        const auto equals = line.find("=\"");
        if (!line.starts_with("XDG_") || equals == std::string::npos) continue;
        const fs::path folder = unquoted(std::string_view(line).substr(equals + 2), home);
        if (folder.is_absolute()) folders[line.substr(0, equals)] = folder.lexically_normal();
    }
    return folders;
}

std::vector<fs::path> folders_inside(const fs::path& parent) {
    std::vector<fs::path> found;
    std::error_code ignored;
    for (fs::directory_iterator entry(parent, fs::directory_options::skip_permission_denied, ignored), end;
         !ignored && entry != end; entry.increment(ignored)) {
        if (entry->is_directory(ignored)) found.push_back(entry->path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

std::optional<std::string> process_environment(const char* name) {
    const char* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): nothing here sets variables
    if (value == nullptr || *value == '\0') return std::nullopt;
    return value;
}

Result<UserFolders> user_folders(const Environment& environment) {
    auto home = absolute_path(environment, "HOME");
    if (!home) {
        if (const auto account = account_of_this_user()) home = account->home;
    }
    if (!home || !home->is_absolute())
        return fail(ErrorCode::input_output_failure, "this user has no home folder");
    const auto settings = absolute_path(environment, "XDG_CONFIG_HOME").value_or(*home / ".config");
    const auto state = absolute_path(environment, "XDG_STATE_HOME").value_or(*home / ".local" / "state");
    return UserFolders{*home, settings, settings / "qoltanba", state / "qoltanba"};
}

std::vector<fs::path> key_folders(const UserFolders& user, const std::vector<fs::path>& media) {
    const auto named = named_folders(user.settings / "user-dirs.dirs", user.home);
    std::vector<fs::path> folders;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> usual{
        {{"XDG_DESKTOP_DIR", "Desktop"},
         {"XDG_DOCUMENTS_DIR", "Documents"},
         {"XDG_DOWNLOAD_DIR", "Downloads"}}};
    for (const auto& [variable, fallback] : usual) {
        const auto found = named.find(variable);
        add_once(folders, found != named.end() ? found->second : user.home / fallback);
    }
    add_once(folders, user.home);
    for (const auto& parent : media)
        for (const auto& medium : folders_inside(parent)) add_once(folders, medium);
    return folders;
}

std::vector<fs::path> media_folders() {
    const auto account = account_of_this_user();
    if (!account) return {};
    return {fs::path("/media") / account->name, fs::path("/run/media") / account->name};
}

}  // namespace qoltanba::agent
