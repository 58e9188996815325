#include "agent/platform/peer.hpp"

#include "agent/platform/socket_options.hpp"
#include "support/catch.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>

namespace qoltanba::test {
namespace {

namespace net = boost::asio;
using agent::Peer;
using net::ip::tcp;

constexpr uid_t nobody = 65534;

/// A listener on a free port, and what it accepts.
struct Listener {
    explicit Listener(const net::ip::address& address) : acceptor(io, {address, 0}) {}
    [[nodiscard]] tcp::endpoint endpoint() const { return acceptor.local_endpoint(); }
    tcp::socket accept() { return acceptor.accept(); }

    net::io_context io;
    tcp::acceptor acceptor;
};

Peer peer_of(const tcp::socket& accepted) {
    return agent::system_peer_lookup()->look_up(accepted.local_endpoint(), accepted.remote_endpoint());
}

/// Connects as another user from a child process and holds the connection until this object goes.
class ChildOfNobody {
  public:
    explicit ChildOfNobody(const tcp::endpoint& to) {
        REQUIRE(::pipe(pipe_.data()) == 0);
        child_ = ::fork();
        if (child_ == 0) ::_exit(connect_and_wait(to));
        REQUIRE(child_ > 0);
    }
    ~ChildOfNobody() {
        ::close(pipe_[0]);
        ::close(pipe_[1]);
        ::waitpid(child_, nullptr, 0);
    }
    ChildOfNobody(const ChildOfNobody&) = delete;
    ChildOfNobody& operator=(const ChildOfNobody&) = delete;

  private:
    int connect_and_wait(const tcp::endpoint& to) const {
        ::close(pipe_[1]);
        if (::setuid(nobody) != 0) return 1;
        const int socket = ::socket(to.protocol().family(), SOCK_STREAM, 0);
        if (::connect(socket, to.data(), static_cast<socklen_t>(to.size())) != 0) return 2;
        char end = 0;
        return ::read(pipe_[0], &end, 1) == 0 ? 0 : 3;
    }

    std::array<int, 2> pipe_{};
    pid_t child_ = -1;
};

TEST_CASE("a connection of this user is known as mine over IPv4 and IPv6") {
    for (const auto& address : {net::ip::make_address("127.0.0.1"), net::ip::make_address("::1")}) {
        Listener listener(address);
        tcp::socket client(listener.io);
        client.connect(listener.endpoint());
        const auto peer = peer_of(listener.accept());
        CAPTURE(address.to_string(), peer.detail);
        CHECK(peer.user == Peer::User::mine);
    }
}

TEST_CASE("a client that speaks IPv4 through an IPv6 socket is known too") {
    Listener listener(net::ip::make_address("127.0.0.1"));
    tcp::socket client(listener.io);
    client.open(tcp::v6());
    client.set_option(net::ip::v6_only(false));
    client.connect({net::ip::make_address("::ffff:127.0.0.1"), listener.endpoint().port()});
    CHECK(peer_of(listener.accept()).user == Peer::User::mine);
}

TEST_CASE("a connection of another user is known as such, with the user's number") {
    if (::geteuid() != 0) {
        WARN("not shown: becoming another user needs root");
        return;
    }
    for (const auto& address : {net::ip::make_address("127.0.0.1"), net::ip::make_address("::1")}) {
        Listener listener(address);
        const ChildOfNobody child(listener.endpoint());
        const auto peer = peer_of(listener.accept());
        CHECK(peer.user == Peer::User::other);
        CHECK(peer.detail == "user 65534");
    }
}

TEST_CASE("a connection whose other end is closed belongs to nobody known") {
    Listener listener(net::ip::make_address("127.0.0.1"));
    tcp::socket client(listener.io);
    client.connect(listener.endpoint());
    const auto accepted = listener.accept();
    client.close();
    CHECK(peer_of(accepted).user == Peer::User::unknown);
}

TEST_CASE("a listener on the remote port is not taken for the connection") {
    Listener listener(net::ip::make_address("127.0.0.1"));
    const tcp::endpoint never_connected(net::ip::make_address("127.0.0.1"), 1);
    const auto peer = agent::system_peer_lookup()->look_up(never_connected, listener.endpoint());
    CHECK(peer.user == Peer::User::unknown);
}

TEST_CASE("sockets are not passed on to child processes") {
    Listener listener(net::ip::make_address("127.0.0.1"));
    REQUIRE_FALSE(agent::prepare_listener(listener.acceptor));
    CHECK((::fcntl(listener.acceptor.native_handle(), F_GETFD) & FD_CLOEXEC) != 0);
    tcp::socket client(listener.io);
    client.connect(listener.endpoint());
    REQUIRE_FALSE(agent::keep_from_children(client));
    CHECK((::fcntl(client.native_handle(), F_GETFD) & FD_CLOEXEC) != 0);
}

}  // namespace
}  // namespace qoltanba::test
