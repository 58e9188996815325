#include "agent/network/timed_http.hpp"

#include "support/catch.hpp"
#include "support/show.hpp"

#include <thread>
#include <vector>

namespace qoltanba::test {
namespace {

using namespace std::chrono_literals;
using agent::HttpAnswer;
using agent::HttpRequest;

/// Takes its time, and notes what each request was given.
class Slow final : public agent::Http {
  public:
    Slow(std::chrono::milliseconds pause, std::vector<std::chrono::milliseconds>& given)
        : pause_(pause), given_(given) {}
    Result<HttpAnswer> send(const HttpRequest& request, const std::stop_token&) override {
        given_.push_back(request.longest.value());
        std::this_thread::sleep_for(pause_);
        return HttpAnswer{};
    }

  private:
    std::chrono::milliseconds pause_;
    std::vector<std::chrono::milliseconds>& given_;
};

TEST_CASE("one request may take half of the time, and none more than is left") {
    std::vector<std::chrono::milliseconds> given;
    agent::TimedHttp http(std::make_unique<Slow>(60ms, given), 100ms);
    std::this_thread::sleep_for(150ms);  // the time begins with the first request
    CHECK(ok(http.send({.url = "http://a.example"}, {})));
    CHECK(ok(http.send({.url = "http://b.example"}, {})));
    REQUIRE(given.size() == 2);
    CHECK(given[0] == 50ms);
    CHECK(given[1] <= 40ms);
    const auto late = http.send({.url = "http://c.example/list?who"}, {});
    CHECK(error_code(late) == ErrorCode::network_timed_out);
    CHECK(late.error().detail.starts_with("http://c.example/list: "));
    CHECK(given.size() == 2);
}

TEST_CASE("a request that wants less time gets no more") {
    std::vector<std::chrono::milliseconds> given;
    agent::TimedHttp http(std::make_unique<Slow>(0ms, given), 1h);
    CHECK(ok(http.send({.url = "http://a.example", .longest = 7ms}, {})));
    CHECK(given == std::vector{7ms});
}

}  // namespace
}  // namespace qoltanba::test
