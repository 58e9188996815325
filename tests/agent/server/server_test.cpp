// The server as a whole: ports, TLS, a change of identity.
#include "agent/server/server.hpp"

#include "client.hpp"
#include "support/catch.hpp"

#include <boost/asio/ip/v6_only.hpp>
#include <openssl/ssl.h>
#include <unistd.h>

#include <new>
#include <utility>

namespace qoltanba::test {
namespace {

namespace net = boost::asio;
using agent::Server;
using agent::ServerOptions;
using net::ip::tcp;

ServerOptions on_port(std::uint16_t port) {
    ServerOptions options;
    options.port = port;
    return options;
}

TEST_CASE("a taken port is an error that names its holder", "[beyond-wine]") {
    const RunningServer first;
    ScriptedHandler handler;
    const FixedPeers peers(agent::Peer::User::mine);
    const auto second = Server::start(on_port(first.port()), test_identity(), handler, peers);
    CHECK(error_code(second) == ErrorCode::port_taken);
    CHECK(second.error().detail == "port " + std::to_string(first.port()) +
                                       " is held by test_agent_server (process " +
                                       std::to_string(::getpid()) + ")");
}

TEST_CASE("a program that holds the port on one of the addresses is enough to stop") {
    ScriptedHandler handler;
    const FixedPeers peers(agent::Peer::User::mine);
    net::io_context io;
    for (const auto* address : {"0.0.0.0", "::1"}) {
        CAPTURE(address);
        const tcp::acceptor squatter(io, {net::ip::make_address(address), 0});
        const auto server =
            Server::start(on_port(squatter.local_endpoint().port()), test_identity(), handler, peers);
        CHECK(error_code(server) == ErrorCode::port_taken);
    }
}

TEST_CASE("only loopback addresses are listened on") {
    const RunningServer running;
    net::io_context io;
    // Another loopback address stands for all that are not ours: a wildcard listener would answer there.
    tcp::socket socket(io);
    boost::system::error_code error;
    socket.connect({net::ip::make_address("127.0.0.2"), running.port()}, error);
    CHECK(error == net::error::connection_refused);
}

TEST_CASE("a fault with one caller keeps no other from coming in") {
    class FaultyOnce final : public agent::PeerLookup {
      public:
        [[nodiscard]] agent::Peer look_up(const tcp::endpoint&, const tcp::endpoint&) const override {
            if (!std::exchange(was_asked_, true)) throw std::bad_alloc();
            return {agent::Peer::User::mine, {}};
        }

      private:
        mutable bool was_asked_ = false;
    };
    ScriptedHandler handler;
    const FaultyOnce peers;
    const auto server = Server::start(on_port(0), test_identity(), handler, peers);
    REQUIRE(ok(server));
    Client first(server->port());
    CHECK_FALSE(first.open());
    Client second(server->port());
    CHECK(second.open());
}

TEST_CASE("the port is free again after a stop, and stopping twice does no harm") {
    RunningServer running;
    const auto port = running.port();
    {
        Client client(port);
        REQUIRE(client.open());
    }
    running.server.stop();
    running.server.stop();
    ScriptedHandler handler;
    const FixedPeers peers(agent::Peer::User::mine);
    CHECK(ok(Server::start(on_port(port), test_identity(), handler, peers)));
}

TEST_CASE("TLS before 1.2 and ciphers without forward secrecy are refused") {
    const RunningServer running;
    Client old_version(running.port());
    SSL_set_security_level(old_version.stream().native_handle(), 0);
    SSL_set_min_proto_version(old_version.stream().native_handle(), TLS1_1_VERSION);
    SSL_set_max_proto_version(old_version.stream().native_handle(), TLS1_1_VERSION);
    CHECK_FALSE(old_version.connect_tls());

    Client old_mode(running.port());
    SSL_set_max_proto_version(old_mode.stream().native_handle(), TLS1_2_VERSION);
    SSL_set_cipher_list(old_mode.stream().native_handle(), "ECDHE-ECDSA-AES128-SHA");
    CHECK_FALSE(old_mode.connect_tls());

    Client version_1_2(running.port());
    SSL_set_max_proto_version(version_1_2.stream().native_handle(), TLS1_2_VERSION);
    CHECK(version_1_2.connect_tls());
    CHECK(std::string(SSL_get_version(version_1_2.stream().native_handle())) == "TLSv1.2");
}

TEST_CASE("a changed identity is what new connections see, and open ones stay") {
    RunningServer running;
    Client before(running.port());
    REQUIRE(before.open());
    REQUIRE(before.read() == "hello");

    const auto renewed = agent::make_localhost_identity(now());
    REQUIRE(ok(renewed));
    REQUIRE(ok(running.server.change_identity(*renewed)));
    Client after(running.port(), *renewed);
    CHECK(after.open());
    Client with_old_trust(running.port());
    CHECK_FALSE(with_old_trust.connect_tls());
    REQUIRE(before.send("echo:still here"));
    CHECK(before.read() == "still here");
}

TEST_CASE("an identity that does not hold together is refused") {
    ScriptedHandler handler;
    const FixedPeers peers(agent::Peer::User::mine);
    const auto other = agent::make_localhost_identity(now());
    REQUIRE(ok(other));
    const agent::LocalhostIdentity mixed{test_identity().ca_certificate, test_identity().ca_fingerprint,
                                         test_identity().certificate, other->private_key.duplicate(),
                                         test_identity().not_after};
    CHECK(error_code(Server::start(on_port(0), mixed, handler, peers)) == ErrorCode::identity_failure);
}

}  // namespace
}  // namespace qoltanba::test
