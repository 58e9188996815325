#include "agent/server/server.hpp"

#include "agent/platform/port_holder.hpp"
#include "agent/platform/socket_options.hpp"
#include "agent/server/door.hpp"
#include "agent/server/tls.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/v6_only.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <list>
#include <optional>
#include <thread>
#include <utility>

namespace qoltanba::agent {
namespace {

namespace net = boost::asio;
using boost::system::error_code;
using net::ip::tcp;

Error listen_error(const tcp::endpoint& where, error_code error) {
    // Windows calls it "no access" where the other program shares the port with nobody.
    if (error == net::error::address_in_use || error == net::error::access_denied) {
        const auto holder = port_holder(where.port());
        if (holder || error == net::error::address_in_use)
            return fail(ErrorCode::port_taken, describe_port_holder(where.port(), holder));
    }
    return fail(ErrorCode::input_output_failure,
                "listen on port " + std::to_string(where.port()) + ": " + error.message());
}

/// Nothing where this computer has no such address.
Result<std::optional<tcp::acceptor>> listen_on(net::io_context& io, const tcp::endpoint& where) {
    error_code error;
    tcp::acceptor acceptor(io);
    acceptor.open(where.protocol(), error);
    if (error == net::error::address_family_not_supported) return std::optional<tcp::acceptor>();
    if (!error) error = prepare_listener(acceptor);
    if (!error && where.address().is_v6()) acceptor.set_option(net::ip::v6_only(true), error);
    if (!error) acceptor.bind(where, error);
    if (error == boost::system::errc::address_not_available) return std::optional<tcp::acceptor>();
    if (!error) acceptor.listen(net::socket_base::max_listen_connections, error);
    if (error) return listen_error(where, error);
    return std::optional<tcp::acceptor>(std::move(acceptor));
}

}  // namespace

class Server::Network {
  public:
    Network(const ServerOptions& options, std::shared_ptr<net::ssl::context> tls, Handler& handler,
            const PeerLookup& peers)
        : rules_{options, handler, std::move(tls),
                 Guests({options.max_connections, options.max_connections_of_one_site,
                         std::max(options.max_memory, options.max_frame)})},
          peers_(peers) {}
    ~Network() { stop(); }
    Network(const Network&) = delete;
    Network& operator=(const Network&) = delete;

    Result<void> listen();
    void run();
    void stop();
    void use(std::shared_ptr<net::ssl::context> tls);
    [[nodiscard]] std::uint16_t port() const { return rules_.options.port; }

  private:
    struct Listener {
        tcp::acceptor acceptor;
        net::steady_timer pause;
    };

    Result<bool> listen_at(const net::ip::address& address);
    void accept(Listener& listener);
    void admit(tcp::socket socket);

    HouseRules rules_;  // outlives the connections that io_ holds
    const PeerLookup& peers_;
    net::io_context io_{1};
    std::list<Listener> listeners_;
    std::thread thread_;
};

Result<bool> Server::Network::listen_at(const net::ip::address& address) {
    QOLTANBA_TRY(auto acceptor, listen_on(io_, {address, rules_.options.port}));
    if (!acceptor) return false;
    rules_.options.port = acceptor->local_endpoint().port();
    listeners_.push_back({std::move(*acceptor), net::steady_timer(io_)});
    return true;
}

Result<void> Server::Network::listen() {
    QOLTANBA_TRY(const bool v4, listen_at(net::ip::address_v4::loopback()));
    QOLTANBA_TRY(const bool v6, listen_at(net::ip::address_v6::loopback()));
    if (!v4 && !v6) return fail(ErrorCode::input_output_failure, "this computer has no loopback address");
    return {};
}

void Server::Network::run() {
    for (auto& listener : listeners_) accept(listener);
    thread_ = std::thread([this] {
        for (;;) {
            try {
                io_.run();
                return;
            } catch (const std::exception& fault) {  // out of memory, for one connection
                spdlog::error("the network thread goes on after: {}", fault.what());
            }
        }
    });
}

void Server::Network::stop() {
    if (!thread_.joinable()) return;
    net::post(io_, [this] {
        for (auto& listener : listeners_) {
            error_code ignored;
            listener.acceptor.close(ignored);
            listener.pause.cancel();
        }
        rules_.guests.send_all_away();
    });
    thread_.join();  // run() returns when the last connection has ended
}

void Server::Network::use(std::shared_ptr<net::ssl::context> tls) {
    net::post(io_, [this, tls = std::move(tls)]() mutable { rules_.tls = std::move(tls); });
}

void Server::Network::accept(Listener& listener) {
    listener.acceptor.async_accept([this, &listener](error_code error, tcp::socket socket) {
        if (!listener.acceptor.is_open()) return;
        if (!error) {
            accept(listener);  // first: what goes wrong with one caller keeps no other from coming in
            return admit(std::move(socket));
        }
        // Out of file descriptors, most likely; a moment later some are free.
        spdlog::error("accept: {}", error.message());
        listener.pause.expires_after(std::chrono::milliseconds(100));
        listener.pause.async_wait([this, &listener](error_code canceled) {
            if (!canceled) accept(listener);
        });
    });
}

void Server::Network::admit(tcp::socket socket) {
    error_code error = keep_from_children(socket);
    const auto local = socket.local_endpoint(error);
    const auto remote = socket.remote_endpoint(error);
    if (error) return;
    if (rules_.guests.full()) return spdlog::warn("a connection is refused: there are too many");
    const auto peer = peers_.look_up(local, remote);
    if (peer.user != Peer::User::mine)
        return spdlog::warn("a connection is refused: it is not this user's ({})", peer.detail);
    socket.set_option(tcp::no_delay(true), error);
    std::make_shared<Door>(std::move(socket), rules_)->open();
}

Result<Server> Server::start(const ServerOptions& options, const LocalhostIdentity& identity,
                             Handler& handler, const PeerLookup& peers) {
    QOLTANBA_TRY(auto tls, make_tls_context(identity));
    // A free port of 127.0.0.1 may be taken on ::1; then another one is tried.
    constexpr int attempts = 8;
    for (int attempt = 1;; ++attempt) {
        auto network = std::make_unique<Network>(options, tls, handler, peers);
        const auto listening = network->listen();
        if (listening.has_error() && options.port == 0 && attempt < attempts) continue;
        if (listening.has_error()) return listening.error();
        network->run();
        return Server(std::move(network));
    }
}

Server::Server(std::unique_ptr<Network> network) : network_(std::move(network)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

std::uint16_t Server::port() const {
    return network_->port();
}

Result<void> Server::change_identity(const LocalhostIdentity& identity) {
    QOLTANBA_TRY(auto tls, make_tls_context(identity));
    network_->use(std::move(tls));
    return {};
}

void Server::stop() {
    if (network_) network_->stop();
}

}  // namespace qoltanba::agent
