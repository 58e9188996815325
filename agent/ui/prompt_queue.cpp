#include "agent/ui/prompt_queue.hpp"

#include <utility>

namespace qoltanba::agent {

PromptQueue::Turn::Turn(Turn&& other) noexcept
    : queue_(std::exchange(other.queue_, nullptr)), place_(other.place_) {}

PromptQueue::Turn::~Turn() {
    if (queue_ != nullptr) queue_->leave(place_);
}

std::optional<PromptQueue::Turn> PromptQueue::wait(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    const auto place = line_.insert(line_.end(), 0);
    changed_.wait(lock, stop, [&] { return closed_ || place == line_.begin(); });
    if (closed_ || stop.stop_requested()) {
        line_.erase(place);
        changed_.notify_all();
        return {};
    }
    return Turn(*this, place);
}

void PromptQueue::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
}

std::size_t PromptQueue::waiting() const {
    const std::lock_guard lock(mutex_);
    return line_.empty() ? 0 : line_.size() - 1;
}

void PromptQueue::leave(std::list<int>::iterator place) {
    const std::lock_guard lock(mutex_);
    line_.erase(place);
    changed_.notify_all();
}

}  // namespace qoltanba::agent
