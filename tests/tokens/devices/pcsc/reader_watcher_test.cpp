// The watcher against pcscd with two virtual readers.
#include "tokens/devices/pcsc/reader_watcher.hpp"

#include "support/catch.hpp"
#include "tokens/devices/known_cards.hpp"
#include "virtual_card/reader_service.hpp"
#include "virtual_card/virtual_card.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <condition_variable>

namespace qoltanba::test {
namespace {

using namespace tokens::pcsc;
using Kind = ReaderEvent::Kind;
using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

const std::string left = ReaderService::readers[0];
const std::string right = ReaderService::readers[1];

/// The two readers, as soon as they are like this.
template <typename Condition>
std::vector<Reader> readers_once(const Condition& holds) {
    for (int attempt = 0; attempt < 100; ++attempt) {
        auto readers = list_readers();
        if (readers && readers->size() == 2 && holds(*readers)) return std::move(*readers);
        std::this_thread::sleep_for(milliseconds{50});
    }
    throw std::runtime_error("the readers are not as they should be after five seconds");
}

/// Running, with empty readers, whatever the test before did to it.
ReaderService& running_service() {
    static ReaderService service;
    service.start();
    readers_once([](const auto& readers) {
        return std::ranges::all_of(readers,
                                   [](const Reader& reader) { return reader.card == CardState::absent; });
    });
    return service;
}

/// Notes what a watcher tells.
class Diary {
  public:
    /// The next event of this kind, of this reader, among those not yet waited for; it may be late, not
    /// absent.
    Reader wait_for(Kind kind, const std::string& reader = {}) {
        std::unique_lock lock(mutex_);
        auto found = events_.end();
        const bool came = noted_.wait_for(lock, seconds{10}, [&] {
            found = std::find_if(events_.begin(), events_.end(), [&](const ReaderEvent& event) {
                return event.kind == kind && event.reader.name == reader;
            });
            return found != events_.end();
        });
        CAPTURE(static_cast<int>(kind), reader);
        REQUIRE(came);
        Reader what = found->reader;
        events_.erase(events_.begin(), found + 1);
        return what;
    }
    [[nodiscard]] bool is_empty() const {
        const std::lock_guard lock(mutex_);
        return events_.empty();
    }

    ReaderWatcher::Listener pen() {
        return [this](const ReaderEvent& event) {
            const std::lock_guard lock(mutex_);
            events_.push_back(event);
            noted_.notify_all();
        };
    }

  private:
    mutable std::mutex mutex_;
    std::condition_variable noted_;
    std::vector<ReaderEvent> events_;
};

milliseconds processor_time() {
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto time = seconds{used.ru_utime.tv_sec + used.ru_stime.tv_sec} +
                      std::chrono::microseconds{used.ru_utime.tv_usec + used.ru_stime.tv_usec};
    return std::chrono::duration_cast<milliseconds>(time);
}

TEST_CASE("cards are seen as they come and go, each in its reader", "[linux]") {
    auto& service = running_service();
    VirtualCard first({}, service.port(0)),
        second({.atr = from_hex("3b88014b415a544f4b454e82").value()}, service.port(1));
    Diary diary;
    const ReaderWatcher watcher(diary.pen());
    diary.wait_for(Kind::service_found);
    diary.wait_for(Kind::reader_added, left);
    diary.wait_for(Kind::reader_added, right);

    second.insert();
    const Reader reader = diary.wait_for(Kind::card_inserted, right);
    CHECK(reader.card == CardState::present);
    const auto* known = tokens::known_card(reader.atr);
    REQUIRE(known != nullptr);
    CHECK(known->storage == "AKKaztokenStore");

    first.insert();
    CHECK(tokens::known_card(diary.wait_for(Kind::card_inserted, left).atr) == nullptr);
    second.remove();
    diary.wait_for(Kind::card_removed, right);

    const auto readers = watcher.readers();
    REQUIRE(ok(readers));
    REQUIRE(readers->size() == 2);
    CHECK(readers->at(0).card == CardState::present);
    CHECK(readers->at(1).card == CardState::absent);
    CHECK(readers->at(1).atr.empty());
}

TEST_CASE("a card is seen within a second of its coming and of its going", "[linux]") {
    VirtualCard card({}, running_service().port());
    Diary diary;
    const ReaderWatcher watcher(diary.pen());
    diary.wait_for(Kind::reader_added, left);
    auto fastest_coming = steady_clock::duration::max(),
         fastest_going = fastest_coming;  // a busy machine may be slow
    for (int again = 0; again < 4; ++again) {
        const auto start = steady_clock::now();
        card.insert();
        diary.wait_for(Kind::card_inserted, left);
        const auto inserted = steady_clock::now();
        card.remove();
        diary.wait_for(Kind::card_removed, left);
        fastest_coming = std::min(fastest_coming, inserted - start);
        fastest_going = std::min(fastest_going, steady_clock::now() - inserted);
    }
    CHECK(fastest_coming < seconds{1});
    CHECK(fastest_going < seconds{1});
}

TEST_CASE("a service that goes is told of, and one that comes back is found again", "[linux]") {
    auto& service = running_service();
    VirtualCard card({}, service.port());
    card.insert();
    Diary diary;
    const ReaderWatcher watcher(diary.pen());
    diary.wait_for(Kind::card_inserted, left);

    service.stop();
    diary.wait_for(Kind::card_removed, left);
    diary.wait_for(Kind::reader_removed, left);
    diary.wait_for(Kind::service_lost);
    CHECK(error_code(watcher.readers()) == ErrorCode::reader_service_unavailable);

    service.start();
    diary.wait_for(Kind::service_found);
    diary.wait_for(Kind::card_inserted, left);
    REQUIRE(ok(watcher.readers()));
    CHECK(watcher.readers()->size() == 2);
}

TEST_CASE("waiting costs no processor time, with a service and without one", "[linux]") {
    auto& service = running_service();
    const bool with_service = GENERATE(true, false);
    CAPTURE(with_service);
    if (!with_service) service.stop();
    Diary diary;
    const ReaderWatcher watcher(diary.pen());
    if (with_service) diary.wait_for(Kind::reader_added, right);
    const auto before = processor_time();
    std::this_thread::sleep_for(seconds{2});
    CHECK(processor_time() - before < milliseconds{100});
    if (with_service) CHECK(diary.is_empty());
}

TEST_CASE("a watcher ends at once, whatever it waits for", "[linux]") {
    auto& service = running_service();
    if (GENERATE(false, true)) service.stop();
    for (int again = 0; again < 20; ++again) {
        std::optional<ReaderWatcher> watcher;
        watcher.emplace([](const ReaderEvent&) {});
        std::this_thread::sleep_for(milliseconds{again * 2});  // now before it waits, now while it does
        const auto start = steady_clock::now();
        watcher.reset();
        CHECK(steady_clock::now() - start < seconds{3});
    }
}

TEST_CASE("the readers are listed with what is in them, and not without their service", "[linux]") {
    auto& service = running_service();
    VirtualCard card({}, service.port());
    card.insert();
    const auto readers = readers_once([](const auto& both) { return both[0].card == CardState::present; });
    CHECK(readers[0].name == left);
    CHECK(to_hex(readers[0].atr) == "3b8801514f4c54414e424183");
    CHECK(readers[1].name == right);
    CHECK(readers[1].card == CardState::absent);
    service.stop();
    CHECK(error_code(list_readers()) == ErrorCode::reader_service_unavailable);
}

}  // namespace
}  // namespace qoltanba::test
