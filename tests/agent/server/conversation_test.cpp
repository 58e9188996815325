// What is said on an open connection: greeting, requests in order, heartbeats in between, and the end of it.
#include "client.hpp"
#include "support/catch.hpp"

#include <future>

namespace qoltanba::test {
namespace {

using namespace std::chrono_literals;

/// A connection that has been greeted.
void greeted(Client& client, const Knock& knock = {}) {
    REQUIRE(client.open(knock));
    REQUIRE(client.read() == "hello");
}

TEST_CASE("a page is greeted at once, at every loopback name and on any path") {
    const RunningServer running;
    const auto port = std::to_string(running.port());
    for (const auto& knock : {Knock{}, Knock{.address = "::1"}, Knock{.host = "localhost:" + port},
                              Knock{.target = "/kz.gov.pki.knca.basics?x=1"}}) {
        Client client(running.port());
        CAPTURE(knock.address, knock.target);
        greeted(client, knock);
    }
}

TEST_CASE("nothing is said after the greeting unless asked") {
    const RunningServer running;
    Client client(running.port());
    greeted(client);
    CHECK_FALSE(client.read(200ms));
    CHECK_FALSE(client.closed());
}

TEST_CASE("a request gets its one reply, and the handler knows the page's origin") {
    RunningServer running;
    Client client(running.port());
    greeted(client, {.origin = "https://cabinet.enpf.kz"});
    REQUIRE(client.send("echo:қолтаңба"));
    CHECK(client.read() == "қолтаңба");
    CHECK(running.handler.origins() == std::vector<std::string>{"https://cabinet.enpf.kz"});
}

TEST_CASE("a request may need no reply") {
    const RunningServer running;
    Client client(running.port());
    greeted(client);
    REQUIRE(client.send("silence"));
    REQUIRE(client.send("echo:next"));
    CHECK(client.read() == "next");
}

TEST_CASE("heartbeats are answered while a request waits for the person") {
    RunningServer running;
    Client client(running.port());
    greeted(client);
    REQUIRE(client.send("block"));
    REQUIRE(running.handler.wait_for_frames(1));
    for (int i = 0; i < 3; ++i) {
        REQUIRE(client.send("--heartbeat--"));
        CHECK(client.read() == "--heartbeat--");
    }
    running.handler.release();
    CHECK(client.read() == "released");
    CHECK(running.handler.frames() == std::vector<std::string>{"block"});
}

TEST_CASE("requests of one connection are worked on one after another, in their order") {
    RunningServer running;
    Client client(running.port());
    greeted(client);
    REQUIRE(client.send("block"));
    REQUIRE(running.handler.wait_for_frames(1));
    for (int i = 0; i < 20; ++i) REQUIRE(client.send("echo:" + std::to_string(i)));
    REQUIRE(client.send("--heartbeat--"));
    CHECK(client.read() == "--heartbeat--");  // so the server has read all of them
    REQUIRE(running.handler.wait_for_frames(1));
    CHECK(running.handler.frames() == std::vector<std::string>{"block"});
    running.handler.release();
    CHECK(client.read() == "released");
    for (int i = 0; i < 20; ++i) CHECK(client.read() == std::to_string(i));
}

TEST_CASE("one connection does not wait for another") {
    RunningServer running;
    Client waiting(running.port());
    Client quick(running.port());
    greeted(waiting);
    greeted(quick);
    REQUIRE(waiting.send("block"));
    REQUIRE(running.handler.wait_for_frames(1));
    REQUIRE(quick.send("echo:quick"));
    CHECK(quick.read() == "quick");
    running.handler.release();
    CHECK(waiting.read() == "released");
}

TEST_CASE("when the page goes, its running request is stopped and the waiting ones are dropped") {
    RunningServer running;
    Client client(running.port());
    greeted(client);
    REQUIRE(client.send("block"));
    REQUIRE(client.send("echo:never"));
    REQUIRE(running.handler.wait_for_frames(1));
    SECTION("with a word") {
        client.close();
    }
    SECTION("without one") {
        client.drop();
    }
    CHECK(running.handler.wait_for_stops(1));
    running.server.stop();  // waits for all that was still to come
    CHECK(running.handler.frames() == std::vector<std::string>{"block"});
}

TEST_CASE("a fault of the handler costs one reply and nothing else") {
    const RunningServer running;
    Client client(running.port());
    greeted(client);
    REQUIRE(client.send("throw"));
    REQUIRE(client.send("echo:after"));
    CHECK(client.read() == "after");
}

TEST_CASE("a message in many fragments is one request") {
    const RunningServer running;
    Client client(running.port());
    greeted(client);
    const std::string text(1'000'003, 'x');
    REQUIRE(client.send_fragmented("echo:" + text, 100));
    CHECK(client.read() == text);
}

TEST_CASE("a large reply comes as one message") {
    const RunningServer running;
    Client client(running.port());
    greeted(client);
    const std::string text(12'000'000, 'y');
    REQUIRE(client.send("echo:" + text));
    CHECK(client.read() == text);
}

TEST_CASE("an empty message is a request like any other") {
    RunningServer running;
    Client client(running.port());
    greeted(client);
    REQUIRE(client.send(""));
    REQUIRE(client.send("echo:after"));
    CHECK(client.read() == "after");
    CHECK(running.handler.frames().front().empty());
}

TEST_CASE("when the agent stops, pages hear that it goes away and requests are stopped") {
    RunningServer running;
    Client idle(running.port());
    Client busy(running.port());
    greeted(idle);
    greeted(busy);
    REQUIRE(busy.send("block"));
    REQUIRE(running.handler.wait_for_frames(1));
    auto stopping = std::async(std::launch::async, [&] { running.server.stop(); });
    CHECK(idle.wait_for_close());
    CHECK(idle.close_code() == 1001);
    CHECK(busy.wait_for_close());
    CHECK(running.handler.wait_for_stops(1));
    REQUIRE(stopping.wait_for(patience) == std::future_status::ready);
}

TEST_CASE("a client that does not answer does not hold up the end") {
    RunningServer running;
    Client deaf(running.port());
    greeted(deaf);
    Client half_way(running.port());
    REQUIRE(half_way.connect_tls());
    const auto begin = std::chrono::steady_clock::now();
    running.server.stop();
    CHECK(std::chrono::steady_clock::now() - begin < 8s);
}

}  // namespace
}  // namespace qoltanba::test
