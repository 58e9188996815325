#include "agent/program/program.hpp"

#include "agent/flows/storages.hpp"
#include "agent/network/curl_http.hpp"
#include "agent/platform/paths.hpp"
#include "agent/platform/private_file.hpp"
#include "agent/platform/trust_store.hpp"
#include "agent/program/effective.hpp"
#include "agent/program/log.hpp"
#include "agent/program/version.hpp"
#include "agent/server/local_authority.hpp"
#include "agent/settings/anchors_folder.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <utility>

namespace qoltanba::agent {
namespace {

/// The administrator's policy, whole or not at all: an agent that cannot read it does not start. The log
/// names what is not understood.
Result<Policy> policy_from(const PolicyReader& administrator, const UserFolders& folders) {
    const auto read = read_policy(administrator(), folders.home);
    for (const auto& problem : read.problems) spdlog::warn("policy: {}", log_line(problem_text(problem)));
    return policy_to_obey(read);
}

Result<crypto::Anchors> anchors_of(const EffectiveSettings& settings) {
    if (!settings.anchors.value) return crypto::Anchors::national();
    return anchors_with(*settings.anchors.value);
}

ServerOptions server_options(const EffectiveSettings& settings) {
    ServerOptions server;
    server.port = settings.port.value;
    server.version = version;
    server.allow_local_clients = settings.allow_local_clients.value;
    server.max_frame = settings.max_frame_mebibytes.value << 20U;
    return server;
}

struct Place {
    InstanceLock lock;
    LocalhostIdentity identity;
};

/// The machine's identity, for all but isolated runs, which keep to their folder.
Result<LocalhostIdentity> shared_identity(bool isolated, Time at) {
    if (isolated) return fail(ErrorCode::file_not_found, "an isolated run has an identity of its own");
    return load_machine_identity(at);
}

/// The configuration's lock and identity, taken together: whoever else holds the right to make the identity
/// sees either no agent yet, or one whose identity stands in the folder. One that ends soon serves until the
/// next is registered.
Result<Place> take_place(const std::filesystem::path& folder, bool isolated) {
    QOLTANBA_TRY(const auto right, lock_localhost_identity(folder));
    QOLTANBA_TRY(auto lock, InstanceLock::take(folder));
    if (auto shared = shared_identity(isolated, now())) return Place{std::move(lock), std::move(*shared)};
    QOLTANBA_TRY(auto identity, open_localhost_identity(folder, now(), right, std::chrono::days(0)));
    return Place{std::move(lock), std::move(identity)};
}

/// An agent that runs on puts a renewal off until no more than this is left: not every browser hears of a new
/// CA before it is started again.
constexpr std::chrono::days latest_renewal{7};

/// Never which file: the log names no document.
void log_stamped(const std::vector<StampedFile>& files) {
    std::size_t stamped = 0;
    for (const auto& file : files) {
        if (!file.fault && !file.waits) ++stamped;
        if (file.fault) spdlog::warn("a signature's time stamp: {}", log_line(describe(*file.fault)));
    }
    if (stamped > 0) spdlog::info("{} signatures that waited got their time stamps", stamped);
}

/// What the settings name was judged when they were read.
EvidenceOptions evidence_options(const EffectiveSettings& settings, const UserFolders& folders) {
    EvidenceOptions options{
        .state = folders.state, .time_stamp_services = {}, .responders = settings.revocation_services.value};
    for (const auto& text : settings.time_stamp_services.value) {
        if (auto service = time_stamp_service_from(text))
            options.time_stamp_services.push_back(*std::move(service));
    }
    options.cache.all = settings.revocation_cache_mebibytes.value << 20U;
    return options;
}

void warn(const Error& error) {
    spdlog::warn("{}", log_line(describe(error)));
}

/// Where key files alone are permitted, no module is run and no reader is asked.
bool permits_devices(const Policy& policy) {
    return !policy.storages || !std::ranges::all_of(policy.storages->value, is_of_files);
}

PluggedDevices::Setting device_setting(const EffectiveSettings& settings) {
    return {.further_modules = settings.token_modules.value, .warn = warn};
}

}  // namespace

Result<UserFolders> folders_for(const std::filesystem::path& config_dir) {
    QOLTANBA_TRY(auto folders, user_folders());
    if (!config_dir.empty()) {
        folders.config = std::filesystem::absolute(config_dir);
        folders.state = folders.config;
    }
    return folders;
}

Result<std::unique_ptr<Program>> Program::start(const Options& options, Prompter& prompter,
                                                const PolicyReader& administrator) {
    QOLTANBA_TRY(auto folders, folders_for(options.config_dir));
    QOLTANBA_TRY(auto policy, policy_from(administrator, folders));
    QOLTANBA_CHECK(make_private_folder(folders.config));
    QOLTANBA_CHECK(make_private_folder(folders.state));
    const auto settings = effective_settings(policy, options, {});
    QOLTANBA_TRY(auto anchors, anchors_of(settings));
    QOLTANBA_TRY(auto place, take_place(folders.config, !options.config_dir.empty()));
    std::unique_ptr<Program> program(new Program(options, prompter, std::move(folders), std::move(place.lock),
                                                 std::move(place.identity), std::move(anchors),
                                                 std::move(policy)));
    auto serving = server_options(settings);
    serving.distrusted = [it = program.get()] { it->on_distrust(); };
    QOLTANBA_TRY(auto server,
                 Server::start(serving, program->identity_, program->handler_, *program->peers_));
    program->server_.emplace(std::move(server));
    if (const auto fault = program->settings_.fault()) warn(*fault);
    // Only now: modules and readers take their time, and a page that asks before they told waits for them.
    if (program->permits_devices_) program->devices_.start();
    program->stamper_ =
        std::jthread([it = program.get()](std::stop_token stop) { it->look_after_stamps(stop); });
    program->caretaker_ =
        std::jthread([it = program.get()](std::stop_token stop) { it->look_after_identity(stop); });
    return program;
}

void Program::stop() {
    ending_.request_stop();
    caretaker_.request_stop();
    stamper_.request_stop();
    server_->stop();
}

Result<bool> Program::renew_identity(Time at) {
    return renew_identity(at, latest_renewal);
}

Result<bool> Program::renew_identity(Time at, std::chrono::days at_latest) {
    const std::lock_guard lock(renewing_);
    auto kept = shared_identity(isolated_, at);
    // Another program of this configuration may have put a new one into the folder.
    if (!kept) kept = load_localhost_identity(folders_.config, at);
    if (!kept) {
        const auto left = identity_.not_after - at;
        // One that has more left than any lives is of a clock that ran ahead: browsers refuse it until then.
        if (left > at_latest && left < identity_lifetime) return false;
        kept = open_localhost_identity(folders_.config, at);
    }
    if (!kept) return kept.error();
    if (kept->ca_fingerprint == identity_.ca_fingerprint) return false;
    // First registered, then served: a browser that meets a certificate whose CA it does not know yet
    // goes on refusing it when it could know better.
    if (registers_trust_) registered_ = register_trust(*kept);
    QOLTANBA_CHECK(server_->change_identity(*kept));
    identity_ = std::move(*kept);
    return true;
}

void Program::register_where_missing(bool refused) {
    const std::lock_guard lock(renewing_);
    if (!registers_trust_) return;
    const TrustStores stores(folders_, folders_.config);
    // Somebody who said no, where the system asks, is not asked again at every refusal.
    const bool is_due = !registered_ && !refused;
    if (is_due || stores.may_be_missing({identity_.ca_certificate, identity_.ca_fingerprint}))
        registered_ = register_trust(identity_);
}

void Program::on_distrust() {
    {
        const std::lock_guard lock(distrust_);
        is_distrusted_ = true;
    }
    distrust_told_.notify_one();
}

void Program::look_after_identity(std::stop_token stop) {
    constexpr std::chrono::hours between_looks{1};
    constexpr std::chrono::seconds least_pause{2};  // however often a page is refused
    bool refused = false;
    for (auto at_latest = identity_renewal; !stop.stop_requested(); at_latest = latest_renewal) {
        if (const auto renewed = renew_identity(now(), at_latest); !renewed) warn(renewed.error());
        register_where_missing(refused);
        std::unique_lock lock(distrust_);
        distrust_told_.wait_for(lock, stop, least_pause, [] { return false; });
        refused = distrust_told_.wait_for(lock, stop, between_looks,
                                          [this] { return std::exchange(is_distrusted_, false); });
    }
}

void Program::look_after_stamps(std::stop_token stop) {
    constexpr std::chrono::minutes between_looks{5};
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!stop.stop_requested()) {
        const auto done = evidence_.queue().work(evidence_.time_stamping(context_.anchors), stop);
        // Somebody may do the same on the command line just now.
        if (!done && done.error().code != ErrorCode::already_running) warn(done.error());
        if (done) log_stamped(*done);
        wake.wait_for(lock, stop, between_looks, [] { return false; });
    }
}

Program::Program(const Options& options, Prompter& prompter, UserFolders folders, InstanceLock lock,
                 LocalhostIdentity identity, crypto::Anchors anchors, Policy policy)
    : folders_(std::move(folders)),
      lock_(std::move(lock)),
      isolated_(!options.config_dir.empty()),
      only_key_folders_(options.key_folders),
      registers_trust_(options.register_trust),
      settings_(folders_.config),
      journal_(folders_.state / journal_file),
      key_memory_(folders_.state / known_keys_file),
      evidence_(make_http(policy), evidence_options(effective_settings(policy, options, {}), folders_)),
      permits_devices_(permits_devices(policy)),
      devices_(device_setting(effective_settings(policy, options, {}))),
      identity_(std::move(identity)),
      context_{.prompter = prompter,
               .settings = settings_,
               .gate = gate_,
               .chosen_paths = chosen_paths_,
               .journal = journal_,
               .key_memory = key_memory_,
               .anchors = std::move(anchors),
               .policy = {},
               .key_folders = [this] { return key_folders_now(); },
               .clock = now,
               .warn = warn,
               .administrator = std::move(policy),
               .evidence = &evidence_,
               .devices = &devices_,
               .ending = ending_.get_token()},
      handler_(context_),
      peers_(system_peer_lookup()) {
    const auto settings = effective_settings(context_.administrator, options, {});
    context_.revocation = settings.revocation.value;
    context_.time_stamp_offline = settings.time_stamp_offline.value;
}

std::vector<std::filesystem::path> Program::key_folders_now() const {
    if (const auto& decided = context_.administrator.key_folders) return decided->value;
    if (!only_key_folders_.empty()) return only_key_folders_;
    auto folders = settings_.values().key_folders;
    for (auto& folder : key_folders(folders_, media_folders())) folders.push_back(std::move(folder));
    return folders;
}

std::filesystem::path Program::keys_folder() const {
    const auto folders = key_folders_now();
    return folders.empty() ? folders_.home : folders.front();
}

bool Program::register_trust(const LocalhostIdentity& identity) const {
    TrustStores stores(folders_, folders_.config);
    const auto reports = stores.install({identity.ca_certificate, identity.ca_fingerprint});
    if (!reports) {
        warn(reports.error());
        return false;
    }
    bool everywhere = true;
    for (const auto& report : *reports) {
        if (!report.error) continue;
        warn(*report.error);
        everywhere = false;
    }
    return everywhere;
}

}  // namespace qoltanba::agent
