// What holds for a run, and who decided it. The administrator's policy goes before the command line and the
// person's settings, those before the default: somebody who sets a key wants it to hold.
#pragma once

#include "agent/policy/policy.hpp"
#include "agent/program/options.hpp"
#include "agent/settings/settings.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace qoltanba::agent {

enum class Source { built_in, person, command_line, administrator };

template <typename T>
struct Effective {
    T value{};
    Source source = Source::built_in;
    std::string where{};  ///< the administrator's file or registry key
};

struct EffectiveSettings {
    Effective<std::uint16_t> port;
    Effective<std::optional<std::set<std::string>>> allowed_origins;  ///< nothing: every site may ask
    Effective<std::set<std::string>> blocked_origins;
    std::set<std::string> blocked_by_person;  ///< they count beside the administrator's
    /// The person's are looked at beside the usual places, those of the others alone.
    Effective<std::vector<std::filesystem::path>> key_folders;
    Effective<std::optional<std::vector<std::string>>> storages;  ///< nothing: all of them
    Effective<std::vector<std::filesystem::path>> token_modules;  ///< beside those that are found
    Effective<std::optional<std::filesystem::path>> anchors;
    Effective<std::optional<Language>> language;  ///< nothing: the page's wish, else the system's
    Effective<bool> allow_local_clients;
    Effective<std::size_t> max_frame_mebibytes;
    Effective<std::string> proxy;  ///< "system", "none" or an address
    Effective<unsigned> network_timeout_seconds;
    Effective<std::vector<std::string>> time_stamp_services;
    Effective<OfflineStamp> time_stamp_offline;
    Effective<RevocationRule> revocation;
    Effective<std::vector<std::string>> revocation_services;
    Effective<std::size_t> revocation_cache_mebibytes;

    [[nodiscard]] bool looks_in_usual_places() const {
        return key_folders.source == Source::built_in || key_folders.source == Source::person;
    }
};

EffectiveSettings effective_settings(const Policy& policy, const Options& options,
                                     const SettingsValues& person);

}  // namespace qoltanba::agent
