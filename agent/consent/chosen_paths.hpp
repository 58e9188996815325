// The paths a page may name: those the person chose for it in the agent's own file window, each once, within
// ten minutes. Anything else a page names is not looked at, so that a page learns nothing of the person's
// files.
#pragma once

#include "agent/ui/prompter.hpp"

#include <chrono>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace qoltanba::agent {

class ChosenPaths {
  public:
    using Clock = std::chrono::steady_clock;
    static constexpr std::chrono::minutes lifetime{10};

    void note(const Caller& caller, const std::string& path, Clock::time_point when = Clock::now());

    /// Whether the person chose this path for this caller; the permission is used up. The origin counts, not
    /// the connection: many clients open one for each call.
    bool take(const Caller& caller, const std::string& path, Clock::time_point when = Clock::now());

  private:
    void forget_old(Clock::time_point when);

    std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, Clock::time_point> chosen_;  ///< origin and path
};

}  // namespace qoltanba::agent
