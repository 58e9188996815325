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
    tell();
    changed_.wait(lock, stop, [&] { return closed_ || place == line_.begin(); });
    const bool sent_away = closed_ || stop.stop_requested();
    lock.unlock();
    if (!sent_away) return Turn(*this, place);
    leave(place);
    return {};
}

void PromptQueue::close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    changed_.notify_all();
}

void PromptQueue::wait_until_empty() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return line_.empty(); });
}

std::size_t PromptQueue::waiting() const {
    const std::lock_guard lock(mutex_);
    return line_.empty() ? 0 : line_.size() - 1;
}

void PromptQueue::leave(std::list<int>::iterator place) {
    // Told first: after the last one has left, the owner may take the queue down.
    const std::lock_guard lock(mutex_);
    line_.erase(place);
    tell();
    changed_.notify_all();
}

void PromptQueue::tell() const {
    if (told_) told_();
}

}  // namespace qoltanba::agent
