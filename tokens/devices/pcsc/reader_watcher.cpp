#include "tokens/devices/pcsc/reader_watcher.hpp"

#include "tokens/devices/pcsc/service.hpp"

#include <algorithm>
#include <condition_variable>

namespace qoltanba::tokens::pcsc {
namespace {

using Kind = ReaderEvent::Kind;
using std::chrono::milliseconds;

/// How long the service may be back before it is noticed.
constexpr milliseconds between_attempts{500};
/// After a wait that ended without anything new, so that a reader that trembles costs no processor.
constexpr milliseconds after_nothing{100};
/// A reader that comes between the listing and the wait is not noticed by the wait; the next listing has it.
constexpr milliseconds longest_wait{30'000};

void pause(milliseconds time, const std::stop_token& stop) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any never;
    never.wait_for(lock, stop, time, [] { return false; });
}

bool has_card(const Reader& reader) {
    return reader.card != CardState::absent;
}

void compare(const Reader& before, const Reader& after, std::vector<ReaderEvent>& events) {
    const bool is_another = before.events != after.events || before.atr != after.atr;
    if (has_card(before) && has_card(after) && !is_another) {
        if (before.card != after.card) events.push_back({Kind::card_changed, after});
        return;
    }
    if (has_card(before)) events.push_back({Kind::card_removed, before});
    if (has_card(after)) events.push_back({Kind::card_inserted, after});
}

/// What is known of these readers; of new ones nothing.
std::vector<ReaderState> states_for(const std::vector<std::string>& names,
                                    const std::vector<ReaderState>& known) {
    std::vector<ReaderState> states;
    for (const auto& name : names) {
        const auto old = std::ranges::find(known, name, &ReaderState::name);
        states.push_back(old == known.end() ? ReaderState{.name = name} : *old);
    }
    return states;
}

std::vector<Reader> readers_from(const std::vector<ReaderState>& states) {
    std::vector<Reader> readers;
    std::ranges::transform(states, std::back_inserter(readers), reader_from);
    return readers;
}

}  // namespace

std::vector<ReaderEvent> events_between(const std::vector<Reader>& before, const std::vector<Reader>& after) {
    std::vector<ReaderEvent> events;
    for (const auto& old : before) {
        if (std::ranges::find(after, old.name, &Reader::name) != after.end()) continue;
        if (has_card(old)) events.push_back({Kind::card_removed, old});
        events.push_back({Kind::reader_removed, old});
    }
    for (const auto& now : after) {
        const auto old = std::ranges::find(before, now.name, &Reader::name);
        if (old == before.end()) events.push_back({Kind::reader_added, now});
        compare(old == before.end() ? Reader{} : *old, now, events);
    }
    return events;
}

ReaderWatcher::ReaderWatcher(Listener listener)
    : listener_(std::move(listener)),
      seen_(fail(ErrorCode::reader_service_unavailable, "not looked for yet")),
      thread_([this](const std::stop_token& stop) { watch(stop); }) {}

ReaderWatcher::~ReaderWatcher() = default;

Result<std::vector<Reader>> ReaderWatcher::readers() const {
    const std::lock_guard lock(mutex_);
    return seen_;
}

void ReaderWatcher::watch(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        Error fault = follow_service(stop);
        if (stop.stop_requested()) return;
        take(std::move(fault));
        pause(between_attempts, stop);
    }
}

Error ReaderWatcher::follow_service(const std::stop_token& stop) {
    QOLTANBA_TRY(const auto service, Service::connect());
    std::vector<ReaderState> known;
    for (;;) {
        QOLTANBA_TRY(const auto names, service.reader_names());
        auto states = states_for(names, known);
        const bool all_known =
            std::ranges::none_of(states, [](const auto& reader) { return reader.state == 0; });
        if (all_known) take(readers_from(states));  // a reader that has gone, or that there is none at all
        const auto waited = service.wait(states, longest_wait, stop);
        if (waited.has_error() && waited.error().code != ErrorCode::reader_not_found) return waited.error();
        if (waited.has_error()) {  // one has gone meanwhile
            pause(after_nothing, stop);
            continue;
        }
        for (auto& reader : states) reader.state &= ~state::changed;
        known = std::move(states);
        if (*waited && !take(readers_from(known))) pause(after_nothing, stop);
    }
}

bool ReaderWatcher::take(Result<std::vector<Reader>> seen) {
    std::vector<ReaderEvent> events;
    {
        const std::lock_guard lock(mutex_);
        const std::vector<Reader> none;
        if (seen && !seen_) events.push_back({Kind::service_found});
        const auto between = events_between(seen_ ? *seen_ : none, seen ? *seen : none);
        events.insert(events.end(), between.begin(), between.end());
        if (!seen && seen_) events.push_back({Kind::service_lost});
        seen_ = std::move(seen);
    }
    for (const auto& event : events) listener_(event);
    return !events.empty();
}

}  // namespace qoltanba::tokens::pcsc
