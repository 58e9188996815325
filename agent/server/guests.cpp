#include "agent/server/guests.hpp"

#include "agent/origins/site.hpp"

namespace qoltanba::agent {

bool Guests::full_for(std::string_view origin) const {
    const auto found = of_site_.find(site_of(origin));
    return found != of_site_.end() && found->second >= limits_.connections_of_one_site;
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
    if (site_ != guests_.of_site_.end() && --site_->second == 0) guests_.of_site_.erase(site_);
}

void Guest::count_for(std::string_view origin) {
    site_ = guests_.of_site_.try_emplace(site_of(origin), 0).first;
    ++site_->second;
}

}  // namespace qoltanba::agent
