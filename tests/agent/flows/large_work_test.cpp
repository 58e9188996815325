#include "agent/flows/large_work.hpp"

#include "support/catch.hpp"

#include <future>

namespace qoltanba::test {

using agent::LargeWork;

TEST_CASE("large documents are worked on one at a time") {
    LargeWork work;
    auto first = work.turn(LargeWork::large);
    auto second = std::async(std::launch::async, [&] { return work.turn(LargeWork::large).owns_lock(); });
    CHECK(second.wait_for(std::chrono::milliseconds(50)) == std::future_status::timeout);
    first.unlock();
    CHECK(second.get());
}

TEST_CASE("small documents wait for nobody") {
    LargeWork work;
    const auto large = work.turn(LargeWork::large);
    const auto small = work.turn(LargeWork::large - 1);
    CHECK(large.owns_lock());
    CHECK_FALSE(small.owns_lock());
}

}  // namespace qoltanba::test
