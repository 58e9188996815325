#include "agent/consent/gate.hpp"

#include "support/catch.hpp"

#include <atomic>
#include <thread>

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace std::chrono_literals;
using qoltanba::test::error_code;
using qoltanba::test::ok;

namespace {

const Caller bank{"https://bank.test"};
const Caller shop{"https://shop.invalid"};

}  // namespace

TEST_CASE("A site's second window waits until its first is closed") {
    Gate gate;
    auto first = std::make_unique<Result<Gate::Permit>>(gate.enter(bank, {}));
    REQUIRE(first->has_value());

    std::atomic<bool> entered = false;
    std::jthread second([&](std::stop_token stop) { entered = gate.enter(bank, stop).has_value(); });
    std::this_thread::sleep_for(50ms);
    CHECK_FALSE(entered);
    first.reset();
    second.join();
    CHECK(entered);
}

TEST_CASE("Windows of different sites do not wait for each other") {
    Gate gate;
    const auto of_bank = gate.enter(bank, {});
    const auto of_shop = gate.enter(shop, {});
    CHECK(of_bank.has_value());
    CHECK(of_shop.has_value());
}

TEST_CASE("A page that goes away gives up its place in the queue") {
    Gate gate;
    const auto open = gate.enter(bank, {});
    std::stop_source page;
    std::jthread closing([&page] {
        std::this_thread::sleep_for(20ms);
        page.request_stop();
    });
    CHECK(error_code(gate.enter(bank, page.get_token())) == ErrorCode::canceled);
}

TEST_CASE("The queue has an end") {
    Gate gate(GateLimits{.windows = 2});
    const auto open = gate.enter(bank, {});
    std::jthread waiting([&gate](std::stop_token stop) { (void)gate.enter(bank, stop); });
    std::this_thread::sleep_for(50ms);
    CHECK(error_code(gate.enter(bank, {})) == ErrorCode::too_many_requests);
}

TEST_CASE("A site that fills its part of the queue leaves room for others") {
    Gate gate(GateLimits{.windows = 3, .windows_of_one_site = 2});
    const auto open = gate.enter(bank, {});
    std::jthread waiting([&gate](std::stop_token stop) { (void)gate.enter(bank, stop); });
    std::this_thread::sleep_for(50ms);
    CHECK(error_code(gate.enter(bank, {})) == ErrorCode::too_many_requests);
    CHECK(gate.enter(shop, {}).has_value());
}

TEST_CASE("A site that is refused again and again has to wait, and others do not") {
    const auto start = Gate::Clock::now();
    Gate gate(GateLimits{.fruitless = 3});
    for (int i = 0; i < 2; ++i) gate.note_refused(bank, start);
    CHECK(gate.enter(bank, {}).has_value());
    gate.note_refused(bank, start);
    CHECK(error_code(gate.enter(bank, {})) == ErrorCode::too_many_requests);
    CHECK(gate.enter(shop, {}).has_value());
}

TEST_CASE("Refusals far apart are no reason to wait") {
    const auto start = Gate::Clock::now();
    Gate gate(GateLimits{.fruitless = 3});
    gate.note_refused(bank, start - 5min);
    gate.note_refused(bank, start - 2min);
    gate.note_refused(bank, start);
    CHECK(gate.enter(bank, {}).has_value());
}

TEST_CASE("Windows that a page takes back count as refused, and its next one waits a moment") {
    Gate gate(GateLimits{.fruitless = 2, .pause = 150ms});
    gate.note_withdrawn(bank);
    const auto start = Gate::Clock::now();
    CHECK(gate.enter(bank, {}).has_value());
    CHECK(Gate::Clock::now() - start >= 140ms);
    CHECK(gate.enter(shop, {}).has_value());
    gate.note_withdrawn(bank);
    CHECK(error_code(gate.enter(bank, {})) == ErrorCode::too_many_requests);
}

TEST_CASE("Those who wait behind a window learn that their site has to cool down") {
    Gate gate(GateLimits{.fruitless = 1});
    auto open = std::make_unique<Result<Gate::Permit>>(gate.enter(bank, {}));
    ErrorCode seen{};
    std::jthread waiting([&] { seen = error_code(gate.enter(bank, {})); });
    std::this_thread::sleep_for(50ms);
    gate.note_refused(bank);
    open.reset();
    waiting.join();
    CHECK(seen == ErrorCode::too_many_requests);
}

TEST_CASE("What is done unseen counts one by one, and not at all where there is no room for it") {
    const auto start = Gate::Clock::now();
    Gate gate(GateLimits{.fruitless = 4});
    CHECK(ok(gate.note_unseen(bank, 2, start - 61s)));
    CHECK(ok(gate.note_unseen(bank, 2, start)));
    CHECK(error_code(gate.note_unseen(bank, 3, start)) == ErrorCode::too_many_requests);
    CHECK(gate.enter(bank, {}).has_value());
    CHECK(ok(gate.note_unseen(bank, 1, start)));
    CHECK(error_code(gate.enter(bank, {})) == ErrorCode::too_many_requests);
    CHECK(error_code(gate.note_unseen(shop, 5, start)) == ErrorCode::too_large);
    CHECK(ok(gate.note_unseen(shop, 3, start)));
    CHECK(ok(gate.note_unseen(Caller{}, 100, start)));
}

TEST_CASE("Many names of one site are one site") {
    Gate gate(GateLimits{.fruitless = 2});
    gate.note_refused({"https://a.spam.example"});
    gate.note_refused({"https://b.spam.example:8443"});
    CHECK(error_code(gate.enter({"http://spam.example"}, {})) == ErrorCode::too_many_requests);
    CHECK(gate.enter({"https://other.example"}, {}).has_value());
}

TEST_CASE("Open windows of all sites together have a limit") {
    Gate gate(GateLimits{.windows = 2});
    const auto first = gate.enter(bank, {});
    const auto second = gate.enter({"https://news.test"}, {});
    CHECK(error_code(gate.enter({"https://third.invalid"}, {})) == ErrorCode::too_many_requests);
}

TEST_CASE("The wait after refusals ends") {
    const auto start = Gate::Clock::now();
    Gate gate(GateLimits{.fruitless = 2});
    gate.note_refused(bank, start - 70s);
    gate.note_refused(bank, start - 61s);
    CHECK(gate.enter(bank, {}).has_value());
}
