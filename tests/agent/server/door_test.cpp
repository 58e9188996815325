// Who gets in, seen from outside; admission_test has the rules in full.
#include "client.hpp"
#include "support/catch.hpp"

#include <boost/asio/read.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>

#include <thread>

namespace qoltanba::test {
namespace {

using namespace std::chrono_literals;
namespace http = boost::beast::http;
namespace net = boost::asio;
using agent::Peer;

std::optional<Response> get(const RunningServer& running, const std::string& target,
                            const std::optional<std::string>& origin = std::nullopt,
                            http::verb method = http::verb::get) {
    Client client(running.port());
    REQUIRE(client.connect_tls());
    http::request<http::string_body> request{method, target, 11};
    request.set(http::field::host, running.host());
    if (origin) request.set(http::field::origin, *origin);
    return client.request(request);
}

std::string field(const Response& response, const char* name) {
    return std::string(response[name]);
}

/// What comes back for these octets on the bare port.
std::string answer_to_octets(std::uint16_t port, const std::string& octets) {
    net::io_context io;
    net::ip::tcp::socket socket(io);
    socket.connect({net::ip::address_v4::loopback(), port});
    boost::system::error_code error;
    net::write(socket, net::buffer(octets), error);
    socket.shutdown(net::ip::tcp::socket::shutdown_send, error);
    std::string answer;
    net::read(socket, net::dynamic_buffer(answer), error);
    return answer;
}

TEST_CASE("a WebSocket is opened for a page of a site and for nobody else") {
    const RunningServer running;
    const auto port = std::to_string(running.port());
    struct Case {
        Knock knock;
        unsigned status;
    };
    const std::vector<Case> cases{
        {{.host = "evil.example:" + port}, 421},
        {{.host = "127.0.0.1"}, 421},
        {{.host = "127.0.0.1:1"}, 421},
        {{.origin = std::nullopt}, 403},
        {{.origin = "null"}, 403},
        {{.origin = "file://"}, 403},
        {{.origin = "https://a.kz https://b.kz"}, 403},
    };
    for (const auto& [knock, status] : cases) {
        CAPTURE(knock.host.value_or("-"), knock.origin.value_or("-"));
        Client client(running.port());
        CHECK_FALSE(client.open(knock));
        CHECK(client.status() == status);
    }
    Client page(running.port());
    CHECK(page.open());
}

TEST_CASE("a program without an Origin gets in only where that is allowed, and is known as one") {
    agent::ServerOptions options;
    options.allow_local_clients = true;
    RunningServer running(options);
    Client program(running.port());
    REQUIRE(program.open({.origin = std::nullopt}));
    REQUIRE(program.read() == "hello");
    REQUIRE(program.send("echo:x"));
    CHECK(program.read() == "x");
    CHECK(running.handler.origins() == std::vector<std::string>{""});

    Client sandboxed(running.port());
    CHECK_FALSE(sandboxed.open({.origin = "null"}));
    CHECK(sandboxed.status() == 403);
}

TEST_CASE("a connection of another user, or of nobody known, hears nothing at all") {
    for (const auto user : {Peer::User::other, Peer::User::unknown}) {
        RunningServer running({}, user);
        Client client(running.port());
        CHECK_FALSE(client.connect_tls());
        CHECK(answer_to_octets(running.port(), "\x16\x03\x01").empty());
        CHECK(running.handler.frames().empty());
    }
}

TEST_CASE("this program's own connections pass the system's own lookup", "[beyond-wine]") {
    ScriptedHandler handler;
    const auto peers = agent::system_peer_lookup();
    agent::ServerOptions options;
    options.port = 0;
    const auto server = agent::Server::start(options, test_identity(), handler, *peers);
    REQUIRE(ok(server));
    for (const auto* address : {"127.0.0.1", "::1"}) {
        Client client(server->port());
        CHECK(client.open({.address = address}));
    }
}

TEST_CASE("the page for people says that the agent runs, and nothing can be done with it") {
    const RunningServer running;
    const auto page = get(running, "/");
    REQUIRE(page);
    CHECK(page->result_int() == 200);
    CHECK(page->body().find("Qoltanba is running") != std::string::npos);
    CHECK(field(*page, "Content-Security-Policy").find("default-src 'none'") != std::string::npos);
    CHECK(field(*page, "X-Content-Type-Options") == "nosniff");
    CHECK(field(*page, "Access-Control-Allow-Origin").empty());
}

TEST_CASE("health names program and version to the page that asks, and to no other") {
    agent::ServerOptions options;
    options.version = "1.2.3";
    const RunningServer running(options);
    const auto asked = get(running, "/health", "https://cabinet.enpf.kz");
    REQUIRE(asked);
    CHECK(asked->body() == R"({"name":"Qoltanba","version":"1.2.3"})");
    CHECK(field(*asked, "Content-Type") == "application/json");
    CHECK(field(*asked, "Access-Control-Allow-Origin") == "https://cabinet.enpf.kz");
    CHECK(field(*asked, "Vary") == "Origin");
    for (const auto& origin : {std::optional<std::string>(), std::optional<std::string>("null")}) {
        const auto other = get(running, "/health", origin);
        REQUIRE(other);
        CHECK(other->result_int() == 200);
        CHECK(field(*other, "Access-Control-Allow-Origin").empty());
    }
}

TEST_CASE(
    "a client that finds the certificate out of its time, or without an authority, is one that distrusts "
    "it") {
    std::atomic<int> times = 0;
    agent::ServerOptions options;
    options.distrusted = [&times] { ++times; };
    const RunningServer running(options);
    const auto shake_hands = [&](bool knows_the_authority, std::chrono::days later) {
        net::ssl::context tls(net::ssl::context::tls_client);
        if (knows_the_authority) tls.add_certificate_authority(net::buffer(test_identity().ca_certificate));
        X509_VERIFY_PARAM_set_time(SSL_CTX_get0_param(tls.native_handle()),
                                   (now() + later).time_since_epoch().count());
        net::io_context io;
        net::ssl::stream<net::ip::tcp::socket> stream(io, tls);
        stream.set_verify_mode(net::ssl::verify_peer);
        stream.next_layer().connect({net::ip::address_v4::loopback(), running.port()});
        boost::system::error_code error;
        stream.handshake(net::ssl::stream_base::client, error);
        return !error;
    };
    const auto told = [&](int expected) {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (times < expected && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(5ms);
        return times == expected;
    };
    CHECK(shake_hands(true, {}));
    CHECK_FALSE(shake_hands(true, std::chrono::days(500)));
    CHECK(told(1));
    CHECK_FALSE(shake_hands(false, {}));
    CHECK(told(2));
}

TEST_CASE("other methods and other pages are refused") {
    const RunningServer running;
    for (const auto method : {http::verb::post, http::verb::put, http::verb::options, http::verb::delete_}) {
        const auto response = get(running, "/health", "https://example.kz", method);
        REQUIRE(response);
        CHECK(response->result_int() == 405);
        CHECK(field(*response, "Allow") == "GET");
        CHECK(field(*response, "Access-Control-Allow-Origin").empty());
    }
    const auto absent = get(running, "/etc/passwd");
    REQUIRE(absent);
    CHECK(absent->result_int() == 404);
}

TEST_CASE("a plain request with a foreign Host is refused as well") {
    const RunningServer running;
    Client client(running.port());
    REQUIRE(client.connect_tls());
    http::request<http::string_body> request{http::verb::get, "/health", 11};
    request.set(http::field::host, "rebound.example:" + std::to_string(running.port()));
    const auto response = client.request(request);
    REQUIRE(response);
    CHECK(response->result_int() == 421);
}

TEST_CASE("garbage and plain HTTP on the TLS port end the connection and harm nobody") {
    const RunningServer running;
    CHECK(
        answer_to_octets(running.port(), "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").find("HTTP/1.1 200") ==
        std::string::npos);
    CHECK(answer_to_octets(running.port(), std::string(100'000, '\x16')).find("HTTP") == std::string::npos);
    CHECK(answer_to_octets(running.port(), "").empty());
    Client client(running.port());
    REQUIRE(client.connect_tls());
    boost::system::error_code error;
    net::write(client.stream(), net::buffer(std::string("\0\x01not http\r\n\r\n", 15)), error);
    std::string answer;
    net::read(client.stream(), net::dynamic_buffer(answer), error);
    CHECK(answer.starts_with("HTTP/1.1 400"));
    Client page(running.port());
    CHECK(page.open());
}

}  // namespace
}  // namespace qoltanba::test
