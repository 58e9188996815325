#include "agent/devices/listeners.hpp"

#include <map>
#include <mutex>
#include <utility>

namespace qoltanba::agent {

/// The lock is held through the calls: whoever ends a subscription waits for the one that goes on.
struct Listeners::List {
    std::mutex mutex;
    std::uint64_t last = 0;
    std::map<std::uint64_t, std::function<void()>> told;
};

Listeners::Listeners() : list_(std::make_shared<List>()) {}

Listeners::Subscription Listeners::add(std::function<void()> changed) {
    const std::scoped_lock lock(list_->mutex);
    list_->told.emplace(++list_->last, std::move(changed));
    return {list_, list_->last};
}

void Listeners::tell() const {
    const std::scoped_lock lock(list_->mutex);
    for (const auto& [number, changed] : list_->told) changed();
}

Listeners::Subscription& Listeners::Subscription::operator=(Subscription&& other) noexcept {
    if (this == &other) return *this;
    end();
    list_ = std::move(other.list_);
    number_ = other.number_;
    return *this;
}

void Listeners::Subscription::end() {
    if (!list_) return;
    const auto list = std::exchange(list_, nullptr);
    const std::scoped_lock lock(list->mutex);
    list->told.erase(number_);
}

}  // namespace qoltanba::agent
