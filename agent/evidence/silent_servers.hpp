// Addresses that did not answer a moment ago: whoever signs ten times without a network waits for it once.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace qoltanba::agent {

/// Safe to use from several threads.
class SilentServers {
  public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::seconds pause{60};

    [[nodiscard]] bool has(const std::string& url, Clock::time_point when = Clock::now());
    void note(const std::string& url, Clock::time_point when = Clock::now());

  private:
    std::mutex mutex_;
    std::map<std::string, Clock::time_point> silent_since_;  ///< few, forgotten in time
};

}  // namespace qoltanba::agent
