#include "agent/cli/commands.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/policy/policy_files.hpp"
#include "agent/policy/policy_installation.hpp"
#include "agent/program/effective.hpp"
#include "agent/program/program.hpp"
#include "agent/ui/visible_text.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace qoltanba::agent {
namespace {

using Json = nlohmann::ordered_json;

// What stands in a key, as JSON; null where nothing limits it.
Json json_of(const std::string& text) {
    return text;
}
Json json_of(const std::filesystem::path& path) {
    return path_to_utf8(path);
}
Json json_of(Language language) {
    return name_of(language);
}
Json json_of(OfflineStamp rule) {
    return name_of(rule);
}
Json json_of(RevocationRule rule) {
    return name_of(rule);
}
Json json_of(bool value) {
    return value;
}
template <std::unsigned_integral Number>
Json json_of(Number number) {
    return number;
}
template <std::ranges::range List>
Json json_of(const List& list) {
    auto items = Json::array();
    for (const auto& item : list) items.push_back(json_of(item));
    return items;
}
template <typename T>
Json json_of(const std::optional<T>& value) {
    return value ? json_of(*value) : Json(nullptr);
}

std::string_view name_of(Source source) {
    switch (source) {
        case Source::built_in:
            return "default";
        case Source::person:
            return "settings";
        case Source::command_line:
            return "command line";
        case Source::administrator:
            return "policy";
    }
    return "default";
}

template <typename T>
Json described(const Effective<T>& effective) {
    Json json{{"value", json_of(effective.value)}, {"source", name_of(effective.source)}};
    if (effective.source == Source::administrator) json["where"] = effective.where;
    return json;
}

Json described(const EffectiveSettings& settings) {
    Json json{{"port", described(settings.port)},
              {"allowedOrigins", described(settings.allowed_origins)},
              {"blockedOrigins", described(settings.blocked_origins)},
              {"keyFolders", described(settings.key_folders)},
              {"storages", described(settings.storages)},
              {"tokenModules", described(settings.token_modules)},
              {"anchors", described(settings.anchors)},
              {"language", described(settings.language)},
              {"allowLocalClients", described(settings.allow_local_clients)},
              {"maxFrame", described(settings.max_frame_mebibytes)},
              {"proxy", described(settings.proxy)},
              {"networkTimeout", described(settings.network_timeout_seconds)},
              {"timeStampServices", described(settings.time_stamp_services)},
              {"timeStampOffline", described(settings.time_stamp_offline)},
              {"revocation", described(settings.revocation)},
              {"revocationServices", described(settings.revocation_services)},
              {"revocationCacheMebibytes", described(settings.revocation_cache_mebibytes)}};
    json["blockedOrigins"]["blockedByPerson"] = json_of(settings.blocked_by_person);
    json["keyFolders"]["usualPlaces"] = settings.looks_in_usual_places();
    return json;
}

std::string text_of(const Json& value) {
    return value.is_null() ? "not set" : value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void print_line(const std::string& key, const std::string& value, const std::string& source) {
    std::cout << key << "  " << visible_line(value) << "  (" << visible_line(source) << ")\n";
}

/// Every key on a line: its name, its value as JSON, and whose it is.
void print(const Json& settings) {
    for (const auto& [key, entry] : settings.items()) {
        const auto source = entry.contains("where") ? "policy: " + entry["where"].get<std::string>()
                                                    : entry["source"].get<std::string>();
        const auto more = entry.value("usualPlaces", false) ? " and the usual places" : "";
        print_line(key, text_of(entry["value"]) + more, source);
        if (entry.contains("blockedByPerson") && !entry["blockedByPerson"].empty())
            print_line(key, text_of(entry["blockedByPerson"]), "settings");
    }
}

std::string line_of(const PolicyProblem& problem, Language language) {
    // The file may be a hostile one that somebody looks at.
    constexpr std::size_t longest = 500;
    auto line = problem.where + ": ";
    if (!problem.key.empty()) line += std::string(utf8_prefix(problem.key, longest)) + ": ";
    line += message_for(problem.error.code, language);
    if (!problem.error.detail.empty())
        line += " (" + std::string(utf8_prefix(problem.error.detail, longest)) + ')';
    return visible_line(line);
}

struct ShowOptions {
    std::string config_dir;
    bool json = false;
};

int show(const ShowOptions& options) {
    const auto language = language_of_system();
    const auto user = folders_for(path_from_utf8(options.config_dir));
    if (!user) return report_failure(user.error(), language);
    const auto read = read_policy(read_system_policy(), user->home);
    const auto policy = policy_to_obey(read);
    if (!policy) return report_failure(policy.error(), language);
    for (const auto& problem : read.problems) std::cerr << line_of(problem, language) << '\n';
    const auto settings = described(effective_settings(*policy, {}, Settings(user->config).values()));
    if (options.json) {
        std::cout << settings.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
    } else {
        print(settings);
    }
    return done;
}

/// The whole policy of this computer, or one that is being written.
int check(const std::string& draft) {
    const auto language = language_of_system();
    const auto user = user_folders();
    if (!user) return report_failure(user.error(), language);
    const auto tree = draft.empty() ? read_system_policy() : read_policy_draft(path_from_utf8(draft));
    const auto problems = read_policy(tree, user->home).problems;
    for (const auto& problem : problems) std::cout << line_of(problem, language) << '\n';
    return problems.empty() ? done : failed;
}

/// The draft, if all of it can be obeyed.
Result<PolicyTree> faultless(const std::string& draft) {
    QOLTANBA_TRY(const auto user, user_folders());
    auto tree = read_policy_draft(path_from_utf8(draft));
    const auto read = read_policy(tree, user.home);
    if (!read.problems.empty())
        return because(ErrorCode::policy_invalid, problem_text(read.problems.front()),
                       read.problems.front().error);
    return tree;
}

int install(const std::string& draft) {
    const auto policy = faultless(draft);
    if (!policy) return report_failure(policy.error(), language_of_system());
    const auto installed = install_policy(*policy);
    return installed ? done : report_failure(installed.error(), language_of_system());
}

int remove() {
    const auto removed = remove_installed_policy();
    return removed ? done : report_failure(removed.error(), language_of_system());
}

/// What the installer calls.
void add_installation(CLI::App& policy, int& status) {
    auto draft = std::make_shared<std::string>();
    auto* install_it = policy.add_subcommand("install", "Put a policy file into force; an administrator's");
    install_it->add_option("place", *draft, "A file or folder of a policy")
        ->required()
        ->option_text("FOLDER|FILE");
    install_it->callback([draft, &status] { status = install(*draft); });
    auto* remove_it = policy.add_subcommand("remove", "Take back what `install` put into force");
    remove_it->callback([&status] { status = remove(); });
}

}  // namespace

void add_policy_command(CLI::App& app, int& status) {
    auto* policy = app.add_subcommand("policy", "What the administrator decided for this computer")
                       ->require_subcommand(1);

    auto draft = std::make_shared<std::string>();
    auto* check_it =
        policy->add_subcommand("check", "Say what is wrong with the policy; exit status 0 if nothing is");
    check_it->add_option("place", *draft, "A folder or a file of a policy that is being written")
        ->option_text("FOLDER|FILE");
    check_it->callback([draft, &status] { status = check(*draft); });

    auto options = std::make_shared<ShowOptions>();
    auto* show_it = policy->add_subcommand("show", "Show each key, its value and where that comes from");
    show_it->add_option("--config-dir", options->config_dir, "Configuration of an isolated run");
    show_it->add_flag("--json", options->json, "Write JSON");
    show_it->callback([options, &status] { status = show(*options); });

    if (can_install_policy()) add_installation(*policy, status);
}

}  // namespace qoltanba::agent
