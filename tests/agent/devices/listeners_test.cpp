#include "agent/devices/listeners.hpp"

#include "support/catch.hpp"

#include <atomic>
#include <chrono>
#include <optional>
#include <thread>

namespace qoltanba::test {
namespace {

using agent::Listeners;

TEST_CASE("each listener is told until its subscription goes") {
    Listeners listeners;
    int first = 0;
    int second = 0;
    auto one = std::optional(listeners.add([&] { ++first; }));
    const auto another = listeners.add([&] { ++second; });
    listeners.tell();
    one.reset();
    listeners.tell();
    CHECK(first == 1);
    CHECK(second == 2);
}

TEST_CASE("a subscription ends the one whose place it takes, and may outlive whom it listened to") {
    int first = 0;
    int second = 0;
    Listeners::Subscription kept;
    {
        Listeners listeners;
        kept = listeners.add([&] { ++first; });
        kept = listeners.add([&] { ++second; });
        listeners.tell();
    }
    kept = {};
    CHECK(first == 0);
    CHECK(second == 1);
}

TEST_CASE("the end of a subscription waits for the call that goes on") {
    Listeners listeners;
    std::atomic<bool> is_inside = false;
    std::atomic<bool> may_leave = false;
    std::atomic<bool> has_left = false;
    auto subscription = std::optional(listeners.add([&] {
        is_inside = true;
        while (!may_leave) std::this_thread::yield();
        has_left = true;
    }));
    std::jthread teller([&] { listeners.tell(); });
    while (!is_inside) std::this_thread::yield();
    std::jthread helper([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{50});
        may_leave = true;
    });
    subscription.reset();
    CHECK(has_left);
}

}  // namespace
}  // namespace qoltanba::test
