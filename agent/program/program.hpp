// The running agent without its face: settings, identity, flows and server, put together once.
#pragma once

#include "agent/devices/plugged_devices.hpp"
#include "agent/platform/instance_lock.hpp"
#include "agent/platform/paths.hpp"
#include "agent/platform/peer.hpp"
#include "agent/policy/policy.hpp"
#include "agent/policy/policy_source.hpp"
#include "agent/program/options.hpp"
#include "agent/program/page_handler.hpp"
#include "agent/server/machine_identity.hpp"
#include "agent/server/server.hpp"

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

namespace qoltanba::agent {

/// Where the administrator's policy comes from. No option leads elsewhere: whoever may choose the policy is
/// not bound by it.
using PolicyReader = std::function<PolicyTree()>;

class Program {
  public:
    /// Takes the configuration folder, makes or renews the identity and listens. `prompter` outlives the
    /// program. Errors: policy_invalid for a policy that cannot be obeyed whole, already_running, port_taken,
    /// identity_failure, input_output_failure, and those of the anchors' folder.
    static Result<std::unique_ptr<Program>> start(const Options& options, Prompter& prompter,
                                                  const PolicyReader& administrator = read_system_policy);

    ~Program() { ending_.request_stop(); }
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] std::uint16_t port() const { return server_->port(); }
    [[nodiscard]] Settings& settings() { return settings_; }
    [[nodiscard]] const Policy& policy() const { return context_.administrator; }
    /// The administrator's or the person's; nothing: the page's wish or the system's.
    [[nodiscard]] std::optional<Language> own_language() const { return context_.own_language(); }
    /// What is plugged in; nullptr where the administrator permits key files alone.
    [[nodiscard]] Devices* devices() { return permits_devices_ ? &devices_ : nullptr; }
    /// The folder a person puts keys in: the first of those looked at.
    [[nodiscard]] std::filesystem::path keys_folder() const;

    /// Takes over an identity that stands in the folder by now, and makes a new one in the last days of this
    /// one; connections from then on see it. Gives whether it changed. The program does this by itself, every
    /// hour, and after a start thirty days before the end.
    Result<bool> renew_identity(Time at);

    /// Closes every connection; requests under way end as if their pages had gone.
    void stop();

  private:
    Program(const Options& options, Prompter& prompter, UserFolders folders, InstanceLock lock,
            LocalhostIdentity identity, crypto::Anchors anchors, Policy policy);
    [[nodiscard]] std::vector<std::filesystem::path> key_folders_now() const;
    /// Makes the user's browsers trust the identity where they do not yet; a while of work. Whether all do
    /// now.
    [[nodiscard]] bool register_trust(const LocalhostIdentity& identity) const;
    /// `refused`: this is not the hourly look, a browser has just refused the certificate.
    void register_where_missing(bool refused);
    /// A browser refused the certificate: perhaps it came after it was registered.
    void on_distrust();
    Result<bool> renew_identity(Time at, std::chrono::days at_latest);
    /// Runs on a thread of its own for as long as the program serves.
    void look_after_identity(std::stop_token stop);
    /// Likewise: signatures that wait for a time stamp get it when a service answers again.
    void look_after_stamps(std::stop_token stop);

    UserFolders folders_;
    InstanceLock lock_;
    bool isolated_;  ///< --config-dir
    std::vector<std::filesystem::path> only_key_folders_;
    bool registers_trust_;
    Settings settings_;
    Gate gate_;
    ChosenPaths chosen_paths_;
    Journal journal_;
    KeyMemory key_memory_;
    Evidence evidence_;
    bool permits_devices_;
    PluggedDevices devices_;
    std::mutex renewing_;
    LocalhostIdentity identity_;  ///< after the start touched with renewing_ held
    bool registered_ = false;     ///< in all browsers
    std::stop_source ending_;
    Context context_;
    PageHandler handler_;
    std::unique_ptr<PeerLookup> peers_;
    std::mutex distrust_;
    std::condition_variable_any distrust_told_;
    bool is_distrusted_ = false;  ///< by a browser, since the last look
    std::optional<Server> server_;
    // Last, so that they end before what they look after.
    std::jthread caretaker_;
    std::jthread stamper_;
};

/// Names in the state folder.
inline constexpr const char* journal_file = "journal";
inline constexpr const char* known_keys_file = "known-keys.json";

/// The user's folders, with the configuration and state moved to `config_dir` when it is not empty.
Result<UserFolders> folders_for(const std::filesystem::path& config_dir);

}  // namespace qoltanba::agent
