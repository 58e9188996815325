#include "agent/consent/gate.hpp"

#include <utility>

namespace qoltanba::agent {

Gate::Permit::~Permit() {
    if (gate_ != nullptr) gate_->leave(origin_);
}

Result<Gate::Permit> Gate::enter(const Caller& caller, std::stop_token stop) {
    std::unique_lock lock(mutex_);
    if (cools_down(caller.origin, Clock::now())) {
        return fail(ErrorCode::too_many_requests, "the person refused this origin again and again");
    }
    if (waiting_ >= limits_.waiting)
        return fail(ErrorCode::too_many_requests, "too many windows wait already");
    ++waiting_;
    const bool free = changed_.wait(lock, stop, [&] { return !open_.contains(caller.origin); });
    --waiting_;
    if (!free) return fail(ErrorCode::canceled, "the page went away while it waited for its window");
    open_.insert(caller.origin);
    return Permit(*this, caller.origin);
}

void Gate::note_refusal(const Caller& caller, Clock::time_point when) {
    if (caller.is_local_program()) return;
    const std::lock_guard lock(mutex_);
    auto& times = refusals_[caller.origin];
    times.push_back(when);
    if (times.size() > limits_.refusals) times.pop_front();
}

bool Gate::cools_down(const std::string& origin, Clock::time_point when) {
    const auto found = refusals_.find(origin);
    if (found == refusals_.end()) return false;
    const auto& times = found->second;
    if (when - times.back() > limits_.cool_down) {
        refusals_.erase(found);
        return false;
    }
    return times.size() == limits_.refusals && times.back() - times.front() <= limits_.refusal_memory;
}

void Gate::leave(const std::string& origin) {
    const std::lock_guard lock(mutex_);
    open_.erase(origin);
    changed_.notify_all();
}

}  // namespace qoltanba::agent
