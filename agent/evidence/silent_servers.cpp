#include "agent/evidence/silent_servers.hpp"

namespace qoltanba::agent {
bool SilentServers::has(const std::string& url, Clock::time_point when) {
    const std::lock_guard lock(mutex_);
    std::erase_if(silent_since_, [when](const auto& entry) { return when - entry.second >= pause; });
    return silent_since_.contains(url);
}

void SilentServers::note(const std::string& url, Clock::time_point when) {
    const std::lock_guard lock(mutex_);
    silent_since_[url] = when;
}

}  // namespace qoltanba::agent
