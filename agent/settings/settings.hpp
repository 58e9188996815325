// The person's own settings, kept in <config dir>/settings.json. An administrator's policy is not kept here.
#pragma once

#include "crypto/base/language.hpp"
#include "crypto/base/result.hpp"

#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace qoltanba::agent {

struct SettingsValues {
    std::optional<Language> language;                ///< nothing: the system's
    std::vector<std::filesystem::path> key_folders;  ///< looked at beside the usual ones
    std::set<std::string> blocked_origins;
};

/// Safe to use from several threads; each change is written at once.
class Settings {
  public:
    /// A missing file means no settings yet. One that is damaged, cannot be read or that others can write
    /// does not count. It stays as it is until the first change: if it does not count then either, it is set
    /// aside as settings.json.damaged before that is written.
    explicit Settings(const std::filesystem::path& config_dir);

    [[nodiscard]] SettingsValues values() const;
    /// Why the file that was there does not count.
    [[nodiscard]] std::optional<Error> fault() const;
    Result<void> set_language(Language language);
    Result<void> add_key_folder(std::filesystem::path folder);
    Result<void> block(const std::string& origin);
    Result<void> unblock(const std::string& origin);

  private:
    Result<void> change(const std::function<void(SettingsValues&)>& make);
    void read();           ///< with mutex_ held, or in the constructor
    Result<void> store();  ///< with mutex_ held
    void set_aside() const;

    std::filesystem::path file_;
    mutable std::mutex mutex_;
    SettingsValues values_;
    std::optional<Error> fault_;  ///< until the first change
};

}  // namespace qoltanba::agent
