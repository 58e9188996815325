#include "agent/cli/commands.hpp"
#include "agent/platform/instance_lock.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/private_file.hpp"
#include "agent/platform/trust_store.hpp"
#include "agent/program/program.hpp"
#include "agent/server/machine_identity.hpp"
#include "agent/ui/visible_text.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>
#include <memory>

namespace qoltanba::agent {
namespace {

using Reports = Result<std::vector<TrustReport>>;

std::string_view word_of(TrustState state) {
    switch (state) {
        case TrustState::absent:
            return "absent";
        case TrustState::present:
            return "present";
        case TrustState::outdated:
            return "outdated";
    }
    return "absent";
}

TrustedCa ca_of(const LocalhostIdentity& identity) {
    return {identity.ca_certificate, identity.ca_fingerprint};
}

/// The identity of this configuration. Where there is none it is made, unless an agent is running: then it is
/// that agent's to make.
Result<LocalhostIdentity> identity_for(const UserFolders& user) {
    if (auto kept = load_localhost_identity(user.config, now())) return kept;
    QOLTANBA_CHECK(make_private_folder(user.config));
    QOLTANBA_TRY(const auto right, lock_localhost_identity(user.config));
    // One that started while we waited has made it.
    if (auto made = load_localhost_identity(user.config, now())) return made;
    QOLTANBA_TRY(const auto lock, InstanceLock::take(user.config));
    return open_localhost_identity(user.config, now(), right);
}

/// The machine's store as the one line that `show` prints.
Reports as_reports(Result<TrustState> state) {
    if (state.has_error()) return std::move(state).error();
    return std::vector{TrustReport{"every user of this computer", {}, *state, std::nullopt}};
}

/// Every store on a line; fails unless each stands as it should.
int show(const Reports& reports, TrustState expected) {
    if (!reports) return report_failure(reports.error(), language_of_system());
    bool as_expected = true;
    for (const auto& report : *reports) {
        std::cout << word_of(report.state) << "  "
                  << visible_line(report.browser + "  " + path_to_utf8(report.folder)) << '\n';
        if (report.error) report_failure(*report.error, language_of_system());
        as_expected = as_expected && !report.error && report.state == expected;
    }
    return as_expected ? done : failed;
}

Reports install_in(const std::string& config_dir) {
    QOLTANBA_TRY(const auto user, folders_for(path_from_utf8(config_dir)));
    QOLTANBA_TRY(const auto identity, identity_for(user));
    return TrustStores(user, user.config).install(ca_of(identity));
}

Reports status_in(const std::string& config_dir) {
    QOLTANBA_TRY(const auto user, folders_for(path_from_utf8(config_dir)));
    QOLTANBA_TRY(const auto identity, load_localhost_identity(user.config, now()));
    return TrustStores(user, user.config).status(ca_of(identity));
}

Reports remove_from(const std::string& config_dir) {
    QOLTANBA_TRY(const auto user, folders_for(path_from_utf8(config_dir)));
    return TrustStores(user, user.config).remove();
}

struct TrustOptions {
    std::string config_dir;
    bool machine = false;
};

int install(const TrustOptions& of) {
    return show(of.machine ? as_reports(install_machine_identity(now())) : install_in(of.config_dir),
                TrustState::present);
}
int status_of(const TrustOptions& of) {
    return show(of.machine ? as_reports(machine_identity_status(now())) : status_in(of.config_dir),
                TrustState::present);
}
int remove(const TrustOptions& of) {
    return show(of.machine ? as_reports(remove_machine_identity()) : remove_from(of.config_dir),
                TrustState::absent);
}

}  // namespace

void add_trust_command(CLI::App& app, int& status) {
    auto* trust = app.add_subcommand("trust", "The localhost certificate in this user's browsers")
                      ->require_subcommand(1);
    auto options = std::make_shared<TrustOptions>();
    const auto add = [&](const char* name, const char* description, int (*run)(const TrustOptions&)) {
        auto* command = trust->add_subcommand(name, description);
        auto* config_dir =
            command->add_option("--config-dir", options->config_dir, "Configuration of an isolated run");
        if (has_machine_identity())
            command->add_flag("--machine", options->machine, "For every user; an administrator's")
                ->excludes(config_dir);
        command->callback([options, run, &status] { status = run(*options); });
    };
    add("install", "Make the browsers trust it; nothing else in their stores is touched", install);
    add("status", "Say how each store stands; exit status 0 if all trust it", status_of);
    add("remove", "Take it out of every store", remove);
}

}  // namespace qoltanba::agent
