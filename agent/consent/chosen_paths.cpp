#include "agent/consent/chosen_paths.hpp"

namespace qoltanba::agent {

void ChosenPaths::note(const Caller& caller, const std::string& path, Clock::time_point when) {
    const std::lock_guard lock(mutex_);
    forget_old(when);
    chosen_[{caller.origin, path}] = when;
}

bool ChosenPaths::take(const Caller& caller, const std::string& path, Clock::time_point when) {
    const std::lock_guard lock(mutex_);
    forget_old(when);
    return chosen_.erase({caller.origin, path}) != 0;
}

void ChosenPaths::forget_old(Clock::time_point when) {
    std::erase_if(chosen_, [when](const auto& entry) { return when - entry.second > lifetime; });
}

}  // namespace qoltanba::agent
