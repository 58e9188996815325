// Each error from its cause, on the loopback.
#include "asking.hpp"
#include "support/catch.hpp"
#include "support/show.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>

#include <atomic>
#include <thread>

namespace qoltanba::test {
namespace {

using agent::CurlHttp;
using boost::asio::ip::tcp;
using Manner = HttpReply::Manner;

/// Connections are made, and nothing is ever said.
class Mute {
  public:
    [[nodiscard]] std::string place() const {
        return "127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port());
    }
    /// How many have come so far.
    int connections() {
        acceptor_.non_blocking(true);
        for (;; ++seen_) {
            boost::system::error_code none_left;
            (void)acceptor_.accept(none_left);
            if (none_left) return seen_;
        }
    }

  private:
    boost::asio::io_context io_;
    tcp::acceptor acceptor_{io_, {boost::asio::ip::address_v4::loopback(), 0}};
    int seen_ = 0;
};

/// Where nobody listens: the port is held, so that nobody else takes it meanwhile.
class ClosedPort {
  public:
    ClosedPort() {
        socket_.open(tcp::v4());
        socket_.bind({boost::asio::ip::address_v4::loopback(), 0});
    }
    [[nodiscard]] std::string url() const {
        return "http://127.0.0.1:" + std::to_string(socket_.local_endpoint().port());
    }

  private:
    boost::asio::io_context io_;
    tcp::socket socket_{io_};
};

TEST_CASE("only http and https addresses are called") {
    for (const auto* url : {"", "ldap://ldap.example/cn=ca", "file:///etc/passwd", "ftp://127.0.0.1/x",
                            "http://", "gopher://127.0.0.1:70/x", "127.0.0.1", "not a url", "HTTPX://a/"}) {
        CAPTURE(url);
        CHECK(error_code(get(url)) == ErrorCode::network_address_wrong);
    }
    CHECK(error_code(get(std::string("http://127.0.0.1/\0", 18))) == ErrorCode::network_address_wrong);
}

TEST_CASE("where nobody listens a service is unreachable") {
    const ClosedPort closed;
    const auto answer = get(closed.url() + "/tsp?secret");
    CHECK(error_code(answer) == ErrorCode::network_unreachable);
    CHECK(answer.error().detail.find(closed.url() + "/tsp") != std::string::npos);
    CHECK(answer.error().detail.find("secret") == std::string::npos);
}

TEST_CASE("a name that nobody has is unreachable") {
    CHECK(error_code(get("http://demo.qoltanba.invalid/")) == ErrorCode::network_unreachable);
}

TEST_CASE(
    "a service that takes the request and keeps silent has not answered in time, and is not asked again") {
    std::atomic<int> requests = 0;
    const HttpServer server([&](const HttpQuestion&) {
        ++requests;
        return HttpReply{.manner = Manner::silent};
    });
    auto settings = direct();
    settings.silence = std::chrono::seconds{1};
    settings.retries = 3;
    CHECK(error_code(get(server.base_url(), settings)) == ErrorCode::network_timed_out);
    CHECK(requests == 1);
}

TEST_CASE("a connection that does not come about in time is tried again") {
    Mute mute;
    auto settings = direct();
    settings.connect_time = std::chrono::milliseconds{200};
    settings.retries = 2;
    CHECK(error_code(get("https://" + mute.place(), settings)) == ErrorCode::network_timed_out);
    CHECK(mute.connections() == 3);
}

TEST_CASE("an answer that breaks off is none") {
    const HttpServer server(
        [](const HttpQuestion&) { return HttpReply{.body = Bytes(100, 1), .manner = Manner::truncated}; });
    CHECK(error_code(get(server.base_url())) == ErrorCode::network_unreachable);
}

TEST_CASE("an answer without end is too large") {
    const HttpServer server([](const HttpQuestion&) { return HttpReply{.manner = Manner::endless}; });
    CHECK(error_code(get(server.base_url())) == ErrorCode::too_large);
}

TEST_CASE(
    "an answer that comes slowly and without end is over when its time is, and is not asked for again") {
    std::atomic<int> requests = 0;
    const HttpServer server([&](const HttpQuestion&) {
        ++requests;
        return HttpReply{.manner = Manner::slow};
    });
    auto settings = direct();
    settings.longest = std::chrono::milliseconds{400};
    settings.retries = 3;
    const auto answer = get(server.base_url(), settings);
    CHECK(error_code(answer) == ErrorCode::network_timed_out);
    CHECK(answer.error().detail.find(server.base_url()) != std::string::npos);
    CHECK(requests == 1);
    settings.longest = std::chrono::hours{1};
    const agent::HttpRequest hurried{.url = server.base_url(), .longest = std::chrono::milliseconds{400}};
    CHECK(error_code(CurlHttp(settings).send(hurried, {})) == ErrorCode::network_timed_out);
}

TEST_CASE("redirects and further attempts are within the same time") {
    std::atomic<int> requests = 0;
    const HttpServer server([&](const HttpQuestion& question) {
        ++requests;
        if (question.target != "/slow") return status_reply(302, {{"Location", "/slow"}});
        return HttpReply{.manner = Manner::slow};
    });
    auto settings = direct();
    settings.longest = std::chrono::milliseconds{400};
    CHECK(error_code(get(server.base_url(), settings)) == ErrorCode::network_timed_out);
    CHECK(requests == 2);
    // No attempt begins that could not be waited for.
    const HttpServer busy([&](const HttpQuestion&) { return status_reply(503); });
    settings.retries = 1;
    settings.first_pause = std::chrono::hours{1};
    CHECK(error_code(get(busy.base_url(), settings)) == ErrorCode::network_refused);
}

TEST_CASE("an answer that announces too much is not waited for") {
    // It breaks off before the limit; so what is told is the announcement.
    const HttpServer server(
        [](const HttpQuestion&) { return HttpReply{.body = Bytes(60, 1), .manner = Manner::truncated}; });
    const auto answer = CurlHttp(direct()).send({.url = server.base_url(), .largest_answer = 100}, {});
    CHECK(error_code(answer) == ErrorCode::too_large);
}

TEST_CASE("an answer may be as large as it was said, and not an octet larger") {
    const HttpServer server([](const HttpQuestion&) { return HttpReply{.body = Bytes(100, 1)}; });
    CHECK(ok(CurlHttp(direct()).send({.url = server.base_url(), .largest_answer = 100}, {})));
    CHECK(error_code(CurlHttp(direct()).send({.url = server.base_url(), .largest_answer = 99}, {})) ==
          ErrorCode::too_large);
}

TEST_CASE("every other status is a refusal, and is named") {
    const auto status = GENERATE(201U, 204U, 400U, 401U, 403U, 404U, 500U, 501U, 503U);
    CAPTURE(status);
    const HttpServer server([&](const HttpQuestion&) { return status_reply(status); });
    const auto answer = get(server.base_url());
    CHECK(error_code(answer) == ErrorCode::network_refused);
    CHECK(answer.error().detail.find(std::to_string(status)) != std::string::npos);
}

TEST_CASE("nobody who did not ask is told that nothing has changed") {
    const HttpServer server([](const HttpQuestion&) { return status_reply(304); });
    CHECK(error_code(get(server.base_url())) == ErrorCode::network_refused);
}

TEST_CASE("a redirect leads to http and https alone, and never from https to http") {
    const auto* target =
        GENERATE("file:///etc/passwd", "ftp://127.0.0.1/", "ldap://127.0.0.1/", "javascript:1");
    CAPTURE(target);
    const HttpServer server([&](const HttpQuestion&) { return status_reply(302, {{"Location", target}}); });
    CHECK(error_code(get(server.base_url())) == ErrorCode::network_address_wrong);
}

TEST_CASE("redirects end") {
    std::atomic<int> requests = 0;
    const HttpServer server([&](const HttpQuestion&) {
        ++requests;
        return status_reply(302, {{"Location", "/"}});
    });
    CHECK(error_code(get(server.base_url())) == ErrorCode::network_refused);
    CHECK(requests == 4);
}

TEST_CASE("what a service itself calls passing is tried again, so often as was said") {
    const auto status = GENERATE(502U, 503U, 504U);
    std::atomic<int> requests = 0;
    const HttpServer server(
        [&](const HttpQuestion&) { return ++requests < 3 ? status_reply(status) : text_reply("at last"); });
    auto settings = direct();
    settings.retries = 1;
    CHECK(error_code(get(server.base_url(), settings)) == ErrorCode::network_refused);
    CHECK(requests == 2);
    requests = 0;
    settings.retries = 2;
    const auto answer = get(server.base_url(), settings);
    REQUIRE(ok(answer));
    CHECK(text_of(answer->body) == "at last");
    CHECK(requests == 3);
}

TEST_CASE("what would come out the same is not tried again") {
    const auto status = GENERATE(400U, 403U, 404U, 500U);
    std::atomic<int> requests = 0;
    const HttpServer server([&](const HttpQuestion&) {
        ++requests;
        return status_reply(status);
    });
    auto settings = direct();
    settings.retries = 5;
    CHECK(error_code(get(server.base_url(), settings)) == ErrorCode::network_refused);
    CHECK(requests == 1);
}

/// Sends, and asks to stop once the server has the request.
template <typename Reply>
ErrorCode stopped_while_waiting(agent::NetworkSettings settings, Reply reply) {
    std::stop_source stop;
    const HttpServer server([&](const HttpQuestion&) {
        stop.request_stop();
        return reply();
    });
    return error_code(CurlHttp(settings).send({.url = server.base_url()}, stop.get_token()));
}

TEST_CASE("whoever waits for an answer can stop") {
    CHECK(stopped_while_waiting(direct(), [] { return HttpReply{.manner = Manner::silent}; }) ==
          ErrorCode::canceled);
}

TEST_CASE("whoever waits for the next attempt can stop") {
    auto settings = direct();
    settings.retries = 1;
    settings.first_pause = std::chrono::hours{1};
    settings.longest = std::chrono::hours{2};  // or no such attempt would be waited for
    std::stop_source stop;
    const HttpServer server([](const HttpQuestion&) { return status_reply(503); });
    std::jthread soon([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
        stop.request_stop();
    });
    CHECK(error_code(CurlHttp(settings).send({.url = server.base_url()}, stop.get_token())) ==
          ErrorCode::canceled);
}

TEST_CASE("what was stopped before is not sent") {
    std::atomic<int> requests = 0;
    const HttpServer server([&](const HttpQuestion&) {
        ++requests;
        return text_reply("ok");
    });
    std::stop_source stop;
    stop.request_stop();
    CHECK(error_code(CurlHttp(direct()).send({.url = server.base_url()}, stop.get_token())) ==
          ErrorCode::canceled);
    CHECK(requests == 0);
}

}  // namespace
}  // namespace qoltanba::test
