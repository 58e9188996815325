// Large documents are worked on one at a time, whoever sent them: the memory that their trees and copies take
// is then bounded by the largest of them, not by the number of pages that ask at once.
#pragma once

#include <cstddef>
#include <mutex>

namespace qoltanba::agent {

class LargeWork {
  public:
    /// Work on fewer octets waits for nobody.
    static constexpr std::size_t large = std::size_t{1} << 20;

    /// The turn lasts as long as the lock. Whoever waited asks its stop token next; the one before it has
    /// ended soon, for the same reason, when the whole agent stops.
    [[nodiscard]] std::unique_lock<std::mutex> turn(std::size_t octets) {
        return octets < large ? std::unique_lock<std::mutex>() : std::unique_lock(mutex_);
    }

  private:
    std::mutex mutex_;
};

}  // namespace qoltanba::agent
