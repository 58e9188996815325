#include "agent/consent/gate.hpp"

#include "agent/origins/site.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::agent {

Gate::Permit::~Permit() {
    if (gate_ != nullptr) gate_->leave(site_);
}

Result<Gate::Permit> Gate::enter(const Caller& caller, std::stop_token stop) {
    const auto site = site_of(caller.origin);
    std::unique_lock lock(mutex_);
    if (cools_down(site, Clock::now())) {
        return fail(ErrorCode::too_many_requests, "this site's windows led to nothing again and again");
    }
    if (waiting_.size() + open_.size() >= limits_.windows ||
        waiting_.count(site) + open_.count(site) >= limits_.windows_of_one_site) {
        return fail(ErrorCode::too_many_requests, "too many windows are open or wait");
    }
    const auto place = waiting_.insert(site);
    const bool free = wait_for_turn(lock, site, stop);
    waiting_.erase(place);
    if (!free) return fail(ErrorCode::canceled, "the page went away while it waited for its window");
    // What happened to the window before this one counts for those that stood behind it.
    if (cools_down(site, Clock::now())) {
        changed_.notify_all();
        return fail(ErrorCode::too_many_requests, "this site's windows led to nothing again and again");
    }
    open_.insert(site);
    return Permit(*this, site);
}

bool Gate::may_open(const std::string& site) const {
    if (open_.contains(site)) return false;
    const auto found = sites_.find(site);
    return found == sites_.end() || found->second.quiet_until <= Clock::now();
}

bool Gate::wait_for_turn(std::unique_lock<std::mutex>& lock, const std::string& site,
                         const std::stop_token& stop) {
    constexpr std::chrono::milliseconds between_looks{100};  // nobody tells when a pause is over
    while (!may_open(site)) {
        if (stop.stop_requested()) return false;
        changed_.wait_for(lock, stop, between_looks, [&] { return may_open(site); });
    }
    return !stop.stop_requested();
}

void Gate::note_refused(const Caller& caller, Clock::time_point when) {
    if (caller.is_local_program()) return;
    const std::lock_guard lock(mutex_);
    note_fruitless(sites_[site_of(caller.origin)], when);
}

Result<void> Gate::note_unseen(const Caller& caller, std::size_t count, Clock::time_point when) {
    if (caller.is_local_program()) return {};
    const std::lock_guard lock(mutex_);
    auto& site = sites_[site_of(caller.origin)];
    auto room = check_room(site, count, when);
    for (std::size_t i = 0; i < (room ? count : 1); ++i) note_fruitless(site, when);
    return room;
}

Result<void> Gate::check_room(const Site& site, std::size_t count, Clock::time_point when) const {
    if (count > limits_.fruitless)
        return fail(ErrorCode::too_large, std::to_string(count) + " at once, unseen");
    const auto recent = std::ranges::count_if(
        site.fruitless, [&](Clock::time_point then) { return when - then <= limits_.memory; });
    if (static_cast<std::size_t>(recent) + count > limits_.fruitless)
        return fail(ErrorCode::too_many_requests, "this site has too much done unseen");
    return {};
}

void Gate::note_withdrawn(const Caller& caller, Clock::time_point when) {
    if (caller.is_local_program()) return;
    const std::lock_guard lock(mutex_);
    auto& site = sites_[site_of(caller.origin)];
    note_fruitless(site, when);
    site.quiet_until = when + limits_.pause;
}

void Gate::note_fruitless(Site& site, Clock::time_point when) const {
    site.fruitless.push_back(when);
    if (site.fruitless.size() > limits_.fruitless) site.fruitless.pop_front();
}

bool Gate::cools_down(const std::string& site, Clock::time_point when) {
    const auto found = sites_.find(site);
    if (found == sites_.end()) return false;
    const auto& times = found->second.fruitless;
    if (times.empty() || when - times.back() > limits_.cool_down) {
        if (found->second.quiet_until <= when) sites_.erase(found);
        return false;
    }
    return times.size() == limits_.fruitless && times.back() - times.front() <= limits_.memory;
}

void Gate::leave(const std::string& site) {
    const std::lock_guard lock(mutex_);
    open_.erase(site);
    changed_.notify_all();
}

}  // namespace qoltanba::agent
