#include "agent/policy/policy_keys.hpp"

#include "agent/origins/origin.hpp"
#include "protocol/dialects/storages.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::agent {
namespace {

using Path = std::filesystem::path;
using List = std::vector<std::string>;

/// Each is asked in its turn when those before it are silent: a person waits for them.
constexpr std::size_t most_services = 16;

/// Each has a process of its own for as long as the agent runs.
constexpr std::size_t most_modules = 16;

/// More sites or folders than anybody lists by hand, few enough to be compared with at each request.
constexpr std::size_t longest_list = 10'000;

Error wrong(std::string expected) {
    return fail(ErrorCode::policy_value_wrong, "must be " + std::move(expected));
}

std::string short_of(const std::string& text) {
    constexpr std::size_t longest = 100;
    return text.size() <= longest ? text : text.substr(0, longest) + "...";
}

template <typename T>
Result<T> value_of(const PolicyEntry& entry, const char* expected) {
    const auto* value = std::get_if<T>(&entry.value);
    if (value != nullptr) return *value;
    const auto* unusable = std::get_if<UnusableValue>(&entry.value);
    return wrong(unusable == nullptr ? expected : std::string(expected) + ", not " + unusable->what);
}

Result<std::int64_t> number_of(const PolicyEntry& entry, std::int64_t least, std::int64_t most) {
    const auto expected = "a whole number from " + std::to_string(least) + " to " + std::to_string(most);
    QOLTANBA_TRY(const auto number, value_of<std::int64_t>(entry, expected.c_str()));
    if (number < least || number > most) return wrong(expected);
    return number;
}

/// A list without its equals, each read by `read`.
template <typename T, typename Read>
Result<std::vector<T>> list_of(const PolicyEntry& entry, const char* expected, Read read,
                               std::size_t most = longest_list) {
    QOLTANBA_TRY(const auto texts, value_of<List>(entry, expected));
    if (texts.size() > most) return wrong("a list of at most " + std::to_string(most));
    std::vector<T> values;
    std::set<T> seen;
    for (const auto& text : texts) {
        QOLTANBA_TRY(auto value, read(text));
        if (seen.insert(value).second) values.push_back(std::move(value));
    }
    return values;
}

template <typename T>
Result<std::vector<T>> not_empty(Result<std::vector<T>> list) {
    // "Nobody" and "no limit" are both what an empty list could mean; the wrong guess would be found out
    // late.
    if (list && list->empty()) return wrong("a list with at least one item");
    return list;
}

Result<std::string> origin_of(const std::string& text) {
    if (auto origin = canonical_origin(text)) return *std::move(origin);
    return wrong("a list of origins such as https://egov.kz, without path or *, unlike " + short_of(text));
}

Result<std::set<std::string>> set_of(const Result<std::vector<std::string>>& list) {
    if (!list) return list.error();
    return std::set<std::string>(list->begin(), list->end());
}

/// `~/` is the person's home folder: one policy serves everybody.
Result<Path> folder_of(const std::string& text, const Path& home) {
    Path folder{std::u8string(text.begin(), text.end())};
    if (text.starts_with("~/") || text.starts_with("~\\")) {
        folder = home / std::u8string(text.begin() + 2, text.end());
    }
    if (folder.is_absolute() && text.find('\0') == std::string::npos) return folder;
    return wrong("a folder's whole path, or one that begins with ~/, unlike " + short_of(text));
}

Result<std::string> storage_of(const std::string& name) {
    if (protocol::is_known_storage(name)) return name;
    return wrong("a list of storages' names such as PKCS12, unlike " + short_of(name));
}

template <typename T, typename V>
Result<void> put_value(std::optional<Decided<T>>& into, const PolicyEntry& entry, Result<V> value) {
    if (!value) return value.error();
    into = Decided<T>{static_cast<T>(std::move(*value)), entry.where};
    return {};
}

Result<void> put_port(Policy& policy, const PolicyEntry& entry, const Path&) {
    return put_value(policy.port, entry, number_of(entry, 1, 65535));
}

constexpr const char* origins_expected = "a list of origins";

Result<void> put_allowed_origins(Policy& policy, const PolicyEntry& entry, const Path&) {
    return put_value(policy.allowed_origins, entry,
                     set_of(not_empty(list_of<std::string>(entry, origins_expected, origin_of))));
}

Result<void> put_blocked_origins(Policy& policy, const PolicyEntry& entry, const Path&) {
    return put_value(policy.blocked_origins, entry,
                     set_of(list_of<std::string>(entry, origins_expected, origin_of)));
}

Result<void> put_key_folders(Policy& policy, const PolicyEntry& entry, const Path& home) {
    const auto read = [&](const std::string& text) { return folder_of(text, home); };
    return put_value(policy.key_folders, entry, not_empty(list_of<Path>(entry, "a list of folders", read)));
}

Result<void> put_storages(Policy& policy, const PolicyEntry& entry, const Path&) {
    return put_value(policy.storages, entry,
                     not_empty(list_of<std::string>(entry, "a list of storages' names", storage_of)));
}

/// Without `~`: what lies in a person's home folder is not the administrator's. Whether the file may be
/// loaded is judged where it is.
Result<Path> module_of(const std::string& text) {
    Path module{std::u8string(text.begin(), text.end())};
    if (module.has_root_directory() && text.find('\0') == std::string::npos) return module;
    return wrong("a module's whole path, unlike " + short_of(text));
}

Result<void> put_token_modules(Policy& policy, const PolicyEntry& entry, const Path&) {
    return put_value(policy.token_modules, entry,
                     list_of<Path>(entry, "a list of modules' paths", module_of, most_modules));
}

Result<void> put_anchors(Policy& policy, const PolicyEntry& entry, const Path& home) {
    QOLTANBA_TRY(const auto text, value_of<std::string>(entry, "a folder"));
    return put_value(policy.anchors, entry, folder_of(text, home));
}

Result<void> put_language(Policy& policy, const PolicyEntry& entry, const Path&) {
    constexpr const char* expected = "kk, ru or en";
    QOLTANBA_TRY(const auto name, value_of<std::string>(entry, expected));
    const auto language = language_from(name);
    // "kz" is what pages call it; a policy says what the schema says.
    if (!language || name_of(*language) != name) return wrong(expected);
    return put_value(policy.language, entry, Result<Language>(*language));
}

Result<void> put_allow_local_clients(Policy& policy, const PolicyEntry& entry, const Path&) {
    return put_value(policy.allow_local_clients, entry, value_of<bool>(entry, "true or false"));
}

Result<void> put_max_frame(Policy& policy, const PolicyEntry& entry, const Path&) {
    return put_value(policy.max_frame_mebibytes, entry, number_of(entry, 1, 1024));
}

Result<std::string> proxy_of(const std::string& text) {
    if (text == "system" || text == "none") return text;
    // A password here would be everybody's to read; and without a port every program means another one.
    constexpr std::string_view host_follows = "://";
    auto proxy = lower_case(text);
    const auto host = proxy.find(host_follows);
    if (proxy.starts_with("http://") || proxy.starts_with("https://"))
        if (const auto place = authority_from(std::string_view(proxy).substr(host + host_follows.size())))
            if (place->port && *place->port != 0) return proxy;
    return wrong("system, none, or a proxy such as http://proxy.company.kz:3128, unlike " + short_of(text));
}

Result<void> put_proxy(Policy& policy, const PolicyEntry& entry, const Path&) {
    QOLTANBA_TRY(const auto text, value_of<std::string>(entry, "system, none, or a proxy's address"));
    return put_value(policy.proxy, entry, proxy_of(text));
}

Result<void> put_network_timeout(Policy& policy, const PolicyEntry& entry, const Path&) {
    return put_value(policy.network_timeout_seconds, entry, number_of(entry, 1, 600));
}

bool is_service_address(std::string_view text) {
    const auto is_graphic = [](unsigned char c) { return c > ' ' && c < 0x7F; };
    const auto host = text.find("://") + 3;
    return (text.starts_with("http://") || text.starts_with("https://")) && text.size() > host &&
           text.size() <= 500 && std::all_of(text.begin(), text.end(), is_graphic);
}

Result<std::string> revocation_service_of(const std::string& text) {
    if (is_service_address(text)) return text;
    return wrong("a list of addresses such as http://ocsp.company.kz, unlike " + short_of(text));
}

/// "1.2.398.3.3.2.6.4=http://tsp.company.kz", or the address alone.
Result<std::string> time_stamp_service_of(const std::string& text) {
    std::string_view address = text;
    const auto equals = text.find('=');
    bool names_policy = true;
    if (equals < text.find(':')) {
        const auto policy = address.substr(0, equals);
        address.remove_prefix(equals + 1);
        names_policy = policy.size() >= 3 && policy.size() <= 100 && policy[0] <= '2' && policy[1] == '.' &&
                       policy.back() != '.' && policy.find("..") == std::string_view::npos &&
                       policy.find_first_not_of("0123456789.") == std::string_view::npos;
    }
    if (names_policy && is_service_address(address)) return text;
    return wrong(
        "a list of addresses such as http://tsp.company.kz, or 1.2.398.3.3.2.6.4=http://tsp.company.kz, "
        "unlike " +
        short_of(text));
}

Result<void> put_time_stamp_services(Policy& policy, const PolicyEntry& entry, const Path&) {
    return put_value(
        policy.time_stamp_services, entry,
        not_empty(list_of<std::string>(entry, "a list of services", time_stamp_service_of, most_services)));
}

/// One of a few words.
template <typename T>
Result<T> choice_of(const PolicyEntry& entry, const char* expected,
                    std::optional<T> (*read)(std::string_view)) {
    QOLTANBA_TRY(const auto word, value_of<std::string>(entry, expected));
    if (const auto choice = read(word)) return *choice;
    return wrong(expected);
}

Result<void> put_time_stamp_offline(Policy& policy, const PolicyEntry& entry, const Path&) {
    return put_value(policy.time_stamp_offline, entry,
                     choice_of(entry, "refuse or queue", offline_stamp_from));
}

Result<void> put_revocation(Policy& policy, const PolicyEntry& entry, const Path&) {
    return put_value(policy.revocation, entry, choice_of(entry, "off, warn or refuse", revocation_rule_from));
}

Result<void> put_revocation_services(Policy& policy, const PolicyEntry& entry, const Path&) {
    return put_value(
        policy.revocation_services, entry,
        list_of<std::string>(entry, "a list of addresses", revocation_service_of, most_services));
}

Result<void> put_revocation_cache(Policy& policy, const PolicyEntry& entry, const Path&) {
    return put_value(policy.revocation_cache_mebibytes, entry, number_of(entry, 0, 1024));
}

constexpr std::array keys{
    PolicyKey{"port", false, put_port},
    PolicyKey{"allowedOrigins", false, put_allowed_origins},
    PolicyKey{"blockedOrigins", false, put_blocked_origins},
    PolicyKey{"keyFolders", false, put_key_folders},
    PolicyKey{"storages", false, put_storages},
    PolicyKey{"tokenModules", false, put_token_modules},
    PolicyKey{"anchors", false, put_anchors},
    PolicyKey{"language", false, put_language},
    PolicyKey{"allowLocalClients", true, put_allow_local_clients},
    PolicyKey{"maxFrame", false, put_max_frame},
    PolicyKey{"proxy", false, put_proxy},
    PolicyKey{"networkTimeout", false, put_network_timeout},
    PolicyKey{"timeStampServices", false, put_time_stamp_services},
    PolicyKey{"timeStampOffline", false, put_time_stamp_offline},
    PolicyKey{"revocation", false, put_revocation},
    PolicyKey{"revocationServices", false, put_revocation_services},
    PolicyKey{"revocationCacheMebibytes", false, put_revocation_cache},
};

}  // namespace

std::span<const PolicyKey> policy_keys() {
    return keys;
}

const PolicyKey* find_policy_key(std::string_view name) {
    const auto* found =
        std::find_if(keys.begin(), keys.end(), [&](const PolicyKey& key) { return key.name == name; });
    return found == keys.end() ? nullptr : found;
}

}  // namespace qoltanba::agent
