#include "agent/program/program.hpp"

#include "agent/platform/paths.hpp"
#include "agent/platform/private_file.hpp"
#include "agent/platform/trust_store.hpp"
#include "agent/program/version.hpp"
#include "agent/settings/anchors_folder.hpp"

#include <spdlog/spdlog.h>

namespace qoltanba::agent {
namespace {

Result<crypto::Anchors> anchors_of(const Options& options) {
    if (!options.anchors) return crypto::Anchors::national();
    return anchors_with(*options.anchors);
}

ServerOptions server_options(const Options& options) {
    ServerOptions server;
    server.port = options.port;
    server.version = version;
    server.allow_local_clients = options.allow_local_clients;
    server.max_frame = options.max_frame_mebibytes << 20U;
    return server;
}

void warn(const Error& error) {
    spdlog::warn("{}", describe(error));
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

Result<std::unique_ptr<Program>> Program::start(const Options& options, Prompter& prompter) {
    QOLTANBA_TRY(auto folders, folders_for(options.config_dir));
    QOLTANBA_CHECK(make_private_folder(folders.config));
    QOLTANBA_CHECK(make_private_folder(folders.state));
    QOLTANBA_TRY(auto lock, InstanceLock::take(folders.config));
    QOLTANBA_TRY(auto anchors, anchors_of(options));
    QOLTANBA_TRY(auto identity, open_localhost_identity(folders.config, now()));
    std::unique_ptr<Program> program(new Program(options, prompter, std::move(folders), std::move(lock),
                                                 std::move(identity), std::move(anchors)));
    QOLTANBA_TRY(auto server, Server::start(server_options(options), program->identity_, program->handler_,
                                            *program->peers_));
    program->server_.emplace(std::move(server));
    return program;
}

Program::Program(const Options& options, Prompter& prompter, UserFolders folders, InstanceLock lock,
                 LocalhostIdentity identity, crypto::Anchors anchors)
    : folders_(std::move(folders)),
      lock_(std::move(lock)),
      only_key_folders_(options.key_folders),
      settings_(folders_.config),
      journal_(folders_.state / journal_file),
      key_memory_(folders_.state / known_keys_file),
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
               .warn = warn},
      handler_(context_),
      peers_(system_peer_lookup()) {}

std::vector<std::filesystem::path> Program::key_folders_now() const {
    if (!only_key_folders_.empty()) return only_key_folders_;
    auto folders = settings_.values().key_folders;
    for (auto& folder : key_folders(folders_, media_folders())) folders.push_back(std::move(folder));
    return folders;
}

std::filesystem::path Program::keys_folder() const {
    const auto folders = key_folders_now();
    return folders.empty() ? folders_.home : folders.front();
}

void Program::register_trust() const {
    TrustStores stores(folders_, folders_.config);
    const auto reports = stores.install({identity_.ca_certificate, identity_.ca_fingerprint});
    if (!reports) return warn(reports.error());
    for (const auto& report : *reports) {
        if (report.error) warn(*report.error);
    }
}

}  // namespace qoltanba::agent
