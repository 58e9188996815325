// Prompts stand in line: one person answers one question at a time, in the order in which they came.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>

namespace qoltanba::agent {

class PromptQueue {
  public:
    /// `changed` is called on whichever thread changed the line, after each change and with the line locked:
    /// it may only pass the news on.
    explicit PromptQueue(std::function<void()> changed = {}) : told_(std::move(changed)) {}

    /// Held while a prompt is asked; the next one comes when it goes.
    class Turn {
      public:
        Turn(Turn&& other) noexcept;
        Turn& operator=(Turn&&) = delete;
        ~Turn();

      private:
        friend class PromptQueue;
        Turn(PromptQueue& queue, std::list<int>::iterator place) : queue_(&queue), place_(place) {}
        PromptQueue* queue_;
        std::list<int>::iterator place_;
    };

    /// Blocks until it is this caller's turn; nothing if `stop` was asked for or the queue is closed.
    std::optional<Turn> wait(std::stop_token stop);

    /// Everyone who waits, now or later, gets nothing.
    void close();

    /// Blocks until nobody stands in line.
    void wait_until_empty();

    /// Prompts in line behind the one being asked.
    [[nodiscard]] std::size_t waiting() const;

  private:
    void leave(std::list<int>::iterator place);
    void tell() const;

    std::function<void()> told_;
    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::list<int> line_;  ///< one element a prompt, the asked one first; only the places matter
    bool closed_ = false;
};

}  // namespace qoltanba::agent
