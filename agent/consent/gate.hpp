// Who may put a window before the person, and how often. A site whose windows lead to nothing again and again
// has to wait, whether the person refused them or the page took them back.
#pragma once

#include "agent/ui/prompter.hpp"
#include "crypto/base/result.hpp"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <utility>

namespace qoltanba::agent {

struct GateLimits {
    std::size_t windows = 16;              ///< open or waiting, of all callers together
    std::size_t windows_of_one_site = 12;  ///< of these, so that no site takes all places
    std::size_t fruitless = 10;            ///< windows of one site within `memory`, then it cools down
    std::chrono::seconds memory{60};
    std::chrono::seconds cool_down{60};
    std::chrono::milliseconds pause{2000};  ///< before a site's next window when it took one back
};

/// Permits for windows: at most one at a time for each site. Safe to use from several threads.
class Gate {
  public:
    using Clock = std::chrono::steady_clock;

    explicit Gate(GateLimits limits = {}) : limits_(limits) {}

    /// Held while a caller's window is open.
    class Permit {
      public:
        Permit(Gate& gate, std::string site) : gate_(&gate), site_(std::move(site)) {}
        Permit(Permit&& other) noexcept
            : gate_(std::exchange(other.gate_, nullptr)), site_(std::move(other.site_)) {}
        Permit& operator=(Permit&&) = delete;
        ~Permit();

      private:
        Gate* gate_;
        std::string site_;
    };

    /// Waits until this caller's site has no window open. Errors: too_many_requests (too many windows, of all
    /// or of this site, are open or wait, or the site cools down), canceled (`stop` was asked for while
    /// waiting).
    Result<Permit> enter(const Caller& caller, std::stop_token stop);

    // How a window ended, while its permit is held. Programs on this computer do not cool down: the person
    // let them in by name, and they can open windows of their own anyway.
    /// The person said no, or the window was only to be seen.
    void note_refused(const Caller& caller, Clock::time_point when = Clock::now());
    /// No window comes: this many things are done unseen, each of which counts as a window that was refused.
    /// Errors, which count as one: too_large, for more than a site ever gets within `memory`;
    /// too_many_requests, for more than it has left.
    Result<void> note_unseen(const Caller& caller, std::size_t count, Clock::time_point when = Clock::now());
    /// The page took its request back. Its next window waits a moment: what the person types into the window
    /// that goes must not fall into another one.
    void note_withdrawn(const Caller& caller, Clock::time_point when = Clock::now());

  private:
    struct Site {
        std::deque<Clock::time_point> fruitless;
        Clock::time_point quiet_until{};
    };

    [[nodiscard]] bool cools_down(const std::string& site, Clock::time_point when);
    [[nodiscard]] bool may_open(const std::string& site) const;
    bool wait_for_turn(std::unique_lock<std::mutex>& lock, const std::string& site,
                       const std::stop_token& stop);
    [[nodiscard]] Result<void> check_room(const Site& site, std::size_t count, Clock::time_point when) const;
    void note_fruitless(Site& site, Clock::time_point when) const;
    void leave(const std::string& site);

    GateLimits limits_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::multiset<std::string> waiting_;  ///< sites, once for each caller
    std::set<std::string> open_;          ///< sites with a window
    std::map<std::string, Site> sites_;
};

}  // namespace qoltanba::agent
