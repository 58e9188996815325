// The listener: TLS on the loopback addresses, one WebSocket session per connection, a small page for people
// and the health endpoint for pages. It knows frames; what they mean is the handler's.
#pragma once

#include "agent/platform/peer.hpp"
#include "agent/server/handler.hpp"
#include "agent/server/identity.hpp"
#include "crypto/base/result.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace qoltanba::agent {

struct ServerOptions {
    std::uint16_t port = 13579;        ///< 0 takes a free one
    std::string version;               ///< what the health endpoint says; digits and dots
    bool allow_local_clients = false;  ///< let in WebSockets without an Origin header

    std::size_t max_frame = std::size_t{256} << 20;   ///< octets of one text frame, its fragments together
    std::size_t max_memory = std::size_t{512} << 20;  ///< of all frames read or worked on; max_frame at least
    std::size_t max_pending = 64;                     ///< requests of one connection that wait for their turn
    std::size_t max_connections = 64;                 ///< of all; a further one is closed at once
    std::size_t max_connections_of_one_site = 16;     ///< so that no site takes all places

    /// Called on the network thread, which must not wait for it, when a browser refuses the certificate.
    std::function<void()> distrusted;

    std::chrono::milliseconds handshake_timeout{10'000};  ///< from accept to the open WebSocket
    std::chrono::milliseconds idle_timeout{300'000};      ///< silence, also in answer to a ping
};

class Server {
  public:
    /// Listens on 127.0.0.1 and, where the machine has it, ::1. `handler` and `peers` outlive the server.
    /// Errors: port_taken, naming who holds it; identity_failure; input_output_failure.
    static Result<Server> start(const ServerOptions& options, const LocalhostIdentity& identity,
                                Handler& handler, const PeerLookup& peers);

    Server(Server&&) noexcept;
    Server& operator=(Server&&) noexcept;
    ~Server();  ///< stops

    [[nodiscard]] std::uint16_t port() const;

    /// Connections from now on see this identity; those that are open stay. Error: identity_failure.
    Result<void> change_identity(const LocalhostIdentity& identity);

    /// Closes the listener and every connection, asks running requests to stop and waits for them.
    void stop();

  private:
    class Network;
    explicit Server(std::unique_ptr<Network> network);
    std::unique_ptr<Network> network_;
};

}  // namespace qoltanba::agent
