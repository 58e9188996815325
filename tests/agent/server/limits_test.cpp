// What a connection may not do, and that others do not notice.
#include "client.hpp"
#include "support/catch.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>

#include <list>
#include <thread>

namespace qoltanba::test {
namespace {

using namespace std::chrono_literals;
namespace net = boost::asio;
using NetError = boost::system::error_code;

void greeted(Client& client, const Knock& knock = {}) {
    REQUIRE(client.open(knock));
    REQUIRE(client.read() == "hello");
}

void still_serves(const RunningServer& running) {
    Client client(running.port());
    greeted(client, {.origin = "https://another.kz"});
    REQUIRE(client.send("echo:still"));
    CHECK(client.read() == "still");
}

/// Whether the server ends the connection without having spoken, within the time.
bool is_ended(net::ip::tcp::socket& socket, std::chrono::milliseconds limit) {
    socket.non_blocking(true);
    const auto deadline = std::chrono::steady_clock::now() + limit;
    while (std::chrono::steady_clock::now() < deadline) {
        std::array<char, 1024> buffer{};
        NetError error;
        socket.read_some(net::buffer(buffer), error);
        if (error && error != net::error::would_block) return true;
        std::this_thread::sleep_for(5ms);
    }
    return false;
}

net::ip::tcp::socket connected(net::io_context& io, std::uint16_t port) {
    net::ip::tcp::socket socket(io);
    socket.connect({net::ip::address_v4::loopback(), port});
    return socket;
}

TEST_CASE("binary frames close the connection cleanly") {
    const RunningServer running;
    Client client(running.port());
    greeted(client);
    SECTION("small") {
        REQUIRE(client.send_binary("octets"));
    }
    SECTION("large") {
        (void)client.send_binary(std::string(1'000'000, '\0'));
    }
    CHECK(client.wait_for_close());
    CHECK(client.close_code() == 1003);
    still_serves(running);
}

TEST_CASE("text that is not UTF-8 closes the connection") {
    const RunningServer running;
    Client client(running.port());
    greeted(client);
    REQUIRE(client.send("echo:\xff\xfe"));
    CHECK(client.wait_for_close());
    CHECK(client.close_code() == 1007);
    still_serves(running);
}

TEST_CASE("a page that does not read its replies does not fill the memory with them") {
    agent::ServerOptions options;
    options.max_frame = 100'000;
    RunningServer running(options);
    Client client(running.port());
    greeted(client);
    // More than sockets hold: the first is on its way until it is read, the second waits, the third is too
    // much.
    for (const auto* request : {"long:15000000", "long:15000000", "echo:x"}) REQUIRE(client.send(request));
    REQUIRE(running.handler.wait_for_frames(3));
    std::this_thread::sleep_for(500ms);  // until its reply has come to the others
    CHECK(client.wait_for_close());
    CHECK(client.close_code() == 1008);
    still_serves(running);
}

TEST_CASE("a message of the longest length passes, and one octet more closes its connection alone") {
    agent::ServerOptions options;
    options.max_frame = 1000;
    RunningServer running(options);
    Client other(running.port());
    greeted(other);

    Client client(running.port());
    greeted(client);
    const std::string longest(995, 'x');
    REQUIRE(client.send("echo:" + longest));
    CHECK(client.read() == longest);
    SECTION("in one frame") {
        (void)client.send("echo:x" + longest);
    }
    SECTION("in fragments") {
        (void)client.send_fragmented("echo:x" + longest, 10);
    }
    SECTION("so long that most of it is still to come when it is refused") {
        CHECK(client.send(std::string(std::size_t{32} << 20, 'x')));
    }
    CHECK(client.wait_for_close());
    CHECK(client.close_code() == 1009);

    REQUIRE(other.send("echo:other"));
    CHECK(other.read() == "other");
}

TEST_CASE("all connections together take no more memory than is allowed, and it comes back") {
    agent::ServerOptions options;
    options.max_frame = 100'000;
    options.max_memory = 150'000;
    RunningServer running(options);
    Client first(running.port());
    Client second(running.port());
    greeted(first);
    greeted(second);
    REQUIRE(first.send("block"));
    REQUIRE(first.send("echo:" + std::string(90'000, 'x')));  // waits for its turn
    REQUIRE(first.send("--heartbeat--"));
    REQUIRE(first.read() == "--heartbeat--");
    (void)second.send("echo:" + std::string(90'000, 'y'));
    CHECK(second.wait_for_close());
    CHECK(second.close_code() == 1013);

    running.handler.release();
    CHECK(first.read() == "released");
    CHECK(first.read() == std::string(90'000, 'x'));
    Client third(running.port());
    greeted(third);
    for (int i = 0; i < 5; ++i) {
        REQUIRE(third.send("echo:" + std::string(90'000, 'z')));
        CHECK(third.read() == std::string(90'000, 'z'));
    }
}

TEST_CASE("more waiting requests than are allowed close the connection and stop its work") {
    agent::ServerOptions options;
    options.max_pending = 4;
    RunningServer running(options);
    Client client(running.port());
    greeted(client);
    REQUIRE(client.send("block"));
    REQUIRE(running.handler.wait_for_frames(1));
    for (int i = 0; i < 5; ++i) (void)client.send("echo:x");
    CHECK(client.wait_for_close());
    CHECK(client.close_code() == 1008);
    CHECK(running.handler.wait_for_stops(1));
    still_serves(running);
}

TEST_CASE("fifty connections are served side by side") {
    agent::ServerOptions options;
    options.max_connections_of_one_site = 50;
    const RunningServer running(options);
    std::list<Client> clients;
    for (int i = 0; i < 50; ++i) greeted(clients.emplace_back(running.port()));
    for (auto& client : clients) REQUIRE(client.send("echo:x"));
    for (auto& client : clients) CHECK(client.read() == "x");
}

TEST_CASE("one site does not take the places of others") {
    agent::ServerOptions options;
    options.max_connections_of_one_site = 2;
    RunningServer running(options);
    Client first(running.port());
    Client second(running.port());
    Client third(running.port());
    greeted(first);
    greeted(second);
    CHECK_FALSE(third.open());
    CHECK(third.status() == 429);
    still_serves(running);

    first.close();
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (bool again = false; !again;) {  // the place is free when the server has seen the end of it
        REQUIRE(std::chrono::steady_clock::now() < deadline);
        Client fourth(running.port());
        again = fourth.open();
    }
}

TEST_CASE("a site gains no places by names of its own") {
    agent::ServerOptions options;
    options.max_connections_of_one_site = 2;
    const RunningServer running(options);
    Client first(running.port());
    Client second(running.port());
    greeted(first, {.origin = "https://a.example.kz"});
    greeted(second, {.origin = "https://b.cabinet.example.kz:8443"});
    for (const auto* origin : {"https://c.example.kz", "http://example.kz", "https://example.kz:444"}) {
        Client third(running.port());
        CHECK_FALSE(third.open({.origin = origin}));
        CHECK(third.status() == 429);
    }
    still_serves(running);
}

TEST_CASE("connections beyond the limit are closed at once, and there is room again afterwards") {
    agent::ServerOptions options;
    options.max_connections = 3;
    const RunningServer running(options);
    net::io_context io;
    {
        std::vector<net::ip::tcp::socket> silent;
        for (int i = 0; i < 3; ++i) silent.push_back(connected(io, running.port()));
        auto beyond = connected(io, running.port());
        CHECK(is_ended(beyond, patience));
    }
    const auto deadline = std::chrono::steady_clock::now() + patience;
    for (bool again = false; !again;) {
        REQUIRE(std::chrono::steady_clock::now() < deadline);
        Client client(running.port());
        again = client.open();
    }
}

TEST_CASE("a caller that says nothing, or a little at a time, is sent off after the time limit") {
    agent::ServerOptions options;
    options.handshake_timeout = 1s;
    const RunningServer running(options);
    net::io_context io;
    auto silent = connected(io, running.port());
    auto slow = connected(io, running.port());
    NetError error;
    net::write(slow, net::buffer("\x16\x03\x01", 3), error);
    CHECK(is_ended(silent, patience));
    CHECK(is_ended(slow, patience));

    Client trickling(running.port());
    REQUIRE(trickling.connect_tls());
    const auto begin = std::chrono::steady_clock::now();
    for (error = {}; !error && std::chrono::steady_clock::now() - begin < patience;) {
        net::write(trickling.stream(), net::buffer("G", 1), error);
        std::this_thread::sleep_for(20ms);
    }
    CHECK(error);
    CHECK(std::chrono::steady_clock::now() - begin < 5s);
    still_serves(running);
}

TEST_CASE("an endless header is refused") {
    const RunningServer running;
    Client client(running.port());
    REQUIRE(client.connect_tls());
    const std::string header =
        "GET / HTTP/1.1\r\nHost: " + running.host() + "\r\nCookie: " + std::string(100'000, 'x');
    NetError error;
    net::write(client.stream(), net::buffer(header), error);
    std::string answer;
    net::read(client.stream(), net::dynamic_buffer(answer), error);
    CHECK(error);
    CHECK((answer.empty() || answer.starts_with("HTTP/1.1 400")));
    still_serves(running);
}

TEST_CASE("a connection that answers no ping is given up") {
    agent::ServerOptions options;
    options.idle_timeout = 1s;
    RunningServer running(options);
    Client lively(running.port());
    Client dead(running.port());
    greeted(lively);
    greeted(dead);
    REQUIRE(dead.send("block"));
    REQUIRE(running.handler.wait_for_frames(1));
    // Reading answers pings; the dead one does not read.
    CHECK_FALSE(lively.read(2500ms));
    CHECK_FALSE(lively.closed());
    CHECK(running.handler.wait_for_stops(1));
}

}  // namespace
}  // namespace qoltanba::test
