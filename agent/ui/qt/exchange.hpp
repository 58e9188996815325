// What a window tells the thread that waits for the person.
#pragma once

#include "agent/ui/prompter.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <variant>

namespace qoltanba::agent {

struct OpenKey {
    std::string id;
    SecretBytes secret;
    bool last_try = false;  ///< the person was told that one more wrong PIN locks the device
};

struct AddFile {
    std::filesystem::path path;
};

/// The desk's list became another.
struct KeysChanged {};

/// The page took its request back.
struct Withdrawn {};

using Step = std::variant<OpenKey, AddFile, KeysChanged, Decision, Withdrawn>;

/// Steps in order; an end goes before all others and the first end stands.
template <typename Any, typename... Ends>
class StepQueue {
  public:
    /// Whether it was taken.
    bool put(Any step) {
        const std::lock_guard lock(mutex_);
        if (ended_) return false;
        ended_ = (std::holds_alternative<Ends>(step) || ...);
        if (ended_) steps_.clear();
        steps_.push_back(std::move(step));
        changed_.notify_one();
        return true;
    }

    /// Waits for the next step.
    Any take() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !steps_.empty(); });
        Any step = std::move(steps_.front());
        steps_.pop_front();
        return step;
    }

    [[nodiscard]] bool has_ended() const {
        const std::lock_guard lock(mutex_);
        return ended_;
    }

  private:
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Any> steps_;
    bool ended_ = false;
};

class Exchange final : public StepQueue<Step, Decision, Withdrawn> {};

/// The list of places became another.
struct PlacesChanged {};

using SecretStep = std::variant<TypedSecret, PlacesChanged, Refusal, Withdrawn>;
class SecretExchange final : public StepQueue<SecretStep, Refusal, Withdrawn> {};

}  // namespace qoltanba::agent
