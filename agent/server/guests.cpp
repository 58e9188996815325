#include "agent/server/guests.hpp"

namespace qoltanba::agent {

bool Guests::full_for(const std::string& origin) const {
    const auto found = of_origin_.find(origin);
    return found != of_origin_.end() && found->second >= limits_.connections_of_one_origin;
}

bool Guests::take_memory(std::size_t size) {
    if (size > limits_.memory - memory_) return false;
    memory_ += size;
    return true;
}

void Guests::send_all_away() {
    // Nobody leaves within this loop: a connection ends in a handler of its own.
    for (auto* guest : present_) guest->send_away();
}

Guest::~Guest() {
    guests_.present_.erase(this);
    if (origin_ != guests_.of_origin_.end() && --origin_->second == 0) guests_.of_origin_.erase(origin_);
}

void Guest::count_for(const std::string& origin) {
    origin_ = guests_.of_origin_.try_emplace(origin, 0).first;
    ++origin_->second;
}

}  // namespace qoltanba::agent
