// Who may put a window before the person, and how often. A site that is refused again and again has to wait;
// a blocked one is not heard at all.
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
    std::size_t waiting = 16;   ///< requests of all callers that wait for their window
    std::size_t refusals = 10;  ///< of one origin within `refusal_memory`, then it has to wait
    std::chrono::seconds refusal_memory{60};
    std::chrono::seconds cool_down{60};
};

/// Permits for windows: at most one at a time for each caller. Safe to use from several threads.
class Gate {
  public:
    using Clock = std::chrono::steady_clock;

    explicit Gate(GateLimits limits = {}) : limits_(limits) {}

    /// Held while a caller's window is open.
    class Permit {
      public:
        Permit(Gate& gate, std::string origin) : gate_(&gate), origin_(std::move(origin)) {}
        Permit(Permit&& other) noexcept
            : gate_(std::exchange(other.gate_, nullptr)), origin_(std::move(other.origin_)) {}
        Permit& operator=(Permit&&) = delete;
        ~Permit();

      private:
        Gate* gate_;
        std::string origin_;
    };

    /// Waits until this caller has no window open. Errors: too_many_requests (too many wait, or the origin
    /// cools down), canceled (`stop` was asked for while waiting).
    Result<Permit> enter(const Caller& caller, std::stop_token stop);

    /// The person refused a window of this caller. Programs on this computer do not cool down: the person let
    /// them in by name, and they can open windows of their own anyway.
    void note_refusal(const Caller& caller, Clock::time_point when = Clock::now());

  private:
    [[nodiscard]] bool cools_down(const std::string& origin, Clock::time_point when);
    void leave(const std::string& origin);

    GateLimits limits_;
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::size_t waiting_ = 0;
    std::set<std::string> open_;  ///< origins with a window
    std::map<std::string, std::deque<Clock::time_point>> refusals_;
};

}  // namespace qoltanba::agent
