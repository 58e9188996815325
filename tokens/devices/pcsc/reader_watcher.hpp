// Watches the readers for as long as it lives. It sleeps in the service until something happens; while there
// is no service it looks for one twice a second, and goes on by itself when there is.
#pragma once

#include "tokens/devices/pcsc/reader.hpp"

#include <functional>
#include <mutex>
#include <thread>

namespace qoltanba::tokens::pcsc {

struct ReaderEvent {
    enum class Kind {
        service_found,
        service_lost,  ///< and all readers with it
        reader_added,
        reader_removed,
        card_inserted,
        card_removed,
        card_changed,  ///< the same card: held, free again, unresponsive
    };
    Kind kind;
    Reader reader{};  ///< as it is now, or was last; empty for the service's events

    friend bool operator==(const ReaderEvent&, const ReaderEvent&) = default;
};

/// What happened between two looks. A card that was changed for another one, or taken out and put in again,
/// has gone and come.
std::vector<ReaderEvent> events_between(const std::vector<Reader>& before, const std::vector<Reader>& after);

class ReaderWatcher {
  public:
    /// Called on the watcher's own thread, one event after another; it may ask readers(), and it must not
    /// destroy the watcher. The first look tells what is there already.
    using Listener = std::function<void(const ReaderEvent&)>;

    explicit ReaderWatcher(Listener listener);
    /// Returns when the listener is called no more.
    ~ReaderWatcher();
    ReaderWatcher(const ReaderWatcher&) = delete;
    ReaderWatcher& operator=(const ReaderWatcher&) = delete;

    /// What is plugged in, as of the last event; from any thread. Errors: as list_readers.
    [[nodiscard]] Result<std::vector<Reader>> readers() const;

  private:
    void watch(const std::stop_token& stop);
    [[nodiscard]] Error follow_service(const std::stop_token& stop);
    /// Whether anything differs from the last look.
    bool take(Result<std::vector<Reader>> seen);

    Listener listener_;
    mutable std::mutex mutex_;
    Result<std::vector<Reader>> seen_;
    std::jthread thread_;
};

}  // namespace qoltanba::tokens::pcsc
