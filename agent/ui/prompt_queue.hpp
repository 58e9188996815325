// Prompts stand in line: one person answers one question at a time, in the order in which they came.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <list>
#include <mutex>
#include <optional>
#include <stop_token>

namespace qoltanba::agent {

class PromptQueue {
  public:
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

    /// Prompts in line behind the one being asked.
    [[nodiscard]] std::size_t waiting() const;

  private:
    void leave(std::list<int>::iterator place);

    mutable std::mutex mutex_;
    std::condition_variable_any changed_;
    std::list<int> line_;  ///< one element a prompt, the asked one first; only the places matter
    bool closed_ = false;
};

}  // namespace qoltanba::agent
