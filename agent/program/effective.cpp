#include "agent/program/effective.hpp"

#include "agent/evidence/revocation_cache.hpp"
#include "agent/evidence/time_stamp_service.hpp"
#include "agent/network/network_settings.hpp"

namespace qoltanba::agent {
namespace {

template <typename T>
Effective<T> from_below(T value, Source source) {
    return {std::move(value), source, {}};
}

/// The administrator's, if there is one.
template <typename T, typename D>
Effective<T> decided(const std::optional<Decided<D>>& policy, Effective<T> otherwise) {
    if (!policy) return otherwise;
    return {policy->value, Source::administrator, policy->where};
}

template <typename T>
Effective<T> option(const std::optional<T>& given, T otherwise) {
    if (given) return from_below(*given, Source::command_line);
    return from_below(std::move(otherwise), Source::built_in);
}

Effective<std::vector<std::filesystem::path>> folders(const Options& options, const SettingsValues& person) {
    if (!options.key_folders.empty()) return from_below(options.key_folders, Source::command_line);
    return from_below(person.key_folders, person.key_folders.empty() ? Source::built_in : Source::person);
}

/// As the policy writes them.
Effective<std::vector<std::string>> services(const Options& options) {
    if (!options.time_stamp_services.empty())
        return from_below(options.time_stamp_services, Source::command_line);
    std::vector<std::string> national;
    for (const auto& service : national_time_stamp_services())
        national.push_back(service.policy + "=" + service.url);
    return from_below(std::move(national), Source::built_in);
}

}  // namespace

EffectiveSettings effective_settings(const Policy& policy, const Options& options,
                                     const SettingsValues& person) {
    const auto anchors_from = options.anchors ? Source::command_line : Source::built_in;
    const auto language_from = person.language ? Source::person : Source::built_in;
    const auto clients_from = options.allow_local_clients ? Source::command_line : Source::built_in;
    return {
        .port = decided(policy.port, option(options.port, default_port)),
        .allowed_origins = decided<std::optional<std::set<std::string>>>(policy.allowed_origins, {}),
        .blocked_origins = decided<std::set<std::string>>(policy.blocked_origins, {}),
        .blocked_by_person = person.blocked_origins,
        .key_folders = decided(policy.key_folders, folders(options, person)),
        .storages = decided<std::optional<std::vector<std::string>>>(policy.storages, {}),
        .token_modules = decided<std::vector<std::filesystem::path>>(policy.token_modules, {}),
        .anchors = decided(policy.anchors, from_below(options.anchors, anchors_from)),
        .language = decided(policy.language, from_below(person.language, language_from)),
        .allow_local_clients =
            decided(policy.allow_local_clients, from_below(options.allow_local_clients, clients_from)),
        .max_frame_mebibytes = decided(policy.max_frame_mebibytes,
                                       option(options.max_frame_mebibytes, default_max_frame_mebibytes)),
        .proxy = decided(policy.proxy, from_below<std::string>("system", Source::built_in)),
        .network_timeout_seconds =
            decided(policy.network_timeout_seconds,
                    from_below(static_cast<unsigned>(NetworkSettings{}.silence.count()), Source::built_in)),
        .time_stamp_services = decided(policy.time_stamp_services, services(options)),
        .time_stamp_offline =
            decided(policy.time_stamp_offline, option(options.time_stamp_offline, OfflineStamp::refuse)),
        .revocation = decided(policy.revocation, option(options.revocation, RevocationRule::warn)),
        .revocation_services = decided<std::vector<std::string>>(policy.revocation_services, {}),
        .revocation_cache_mebibytes =
            decided(policy.revocation_cache_mebibytes,
                    from_below(RevocationCache::Limits{}.all >> 20U, Source::built_in)),
    };
}

}  // namespace qoltanba::agent
