#include "agent/ui/prompt_queue.hpp"

#include "support/catch.hpp"

#include <atomic>
#include <functional>
#include <thread>
#include <vector>

using namespace qoltanba::agent;

namespace {

void wait_until(const std::function<bool()>& reached) {
    for (int i = 0; i < 2000 && !reached(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(5));
    REQUIRE(reached());
}

}  // namespace

TEST_CASE("prompts are asked one at a time in the order in which they came") {
    PromptQueue queue;
    std::vector<int> order;
    auto first = queue.wait({});
    REQUIRE(first);
    std::vector<std::jthread> others;
    for (int i = 1; i <= 3; ++i) {
        others.emplace_back([&, i] {
            const auto turn = queue.wait({});
            if (turn) order.push_back(i);  // the turn itself keeps the others out
        });
        wait_until([&] { return queue.waiting() == static_cast<std::size_t>(i); });
    }
    CHECK(order.empty());
    first.reset();
    others.clear();
    CHECK(order == std::vector{1, 2, 3});
    CHECK(queue.waiting() == 0);
}

TEST_CASE("a prompt whose page went away leaves the line at once") {
    PromptQueue queue;
    const auto asked = queue.wait({});
    std::atomic<bool> left = false;
    std::jthread waiting([&](const std::stop_token& stop) { left = !queue.wait(stop); });
    wait_until([&] { return queue.waiting() == 1; });
    waiting.request_stop();
    waiting.join();
    CHECK(left);
    CHECK(queue.waiting() == 0);
}

TEST_CASE("a closed queue sends everyone away") {
    PromptQueue queue;
    const auto asked = queue.wait({});
    std::atomic<bool> left = false;
    std::jthread waiting([&] { left = !queue.wait({}); });
    wait_until([&] { return queue.waiting() == 1; });
    queue.close();
    waiting.join();
    CHECK(left);
    CHECK_FALSE(queue.wait({}));
}
