// Whose program is at the other end of a loopback connection. On a computer with several users, 127.0.0.1 is
// everybody's; a connection of another user, or of nobody known, is refused.
#pragma once

#include <boost/asio/ip/tcp.hpp>

#include <memory>
#include <string>

namespace qoltanba::agent {

struct Peer {
    enum class User { mine, other, unknown };
    User user = User::unknown;
    std::string detail;  ///< for the log: the other user's id, or why it is unknown
};

class PeerLookup {
  public:
    virtual ~PeerLookup() = default;
    /// `local` and `remote` are the ends of an accepted connection as this process sees them. Never blocks
    /// for longer than a question to the kernel takes.
    [[nodiscard]] virtual Peer look_up(const boost::asio::ip::tcp::endpoint& local,
                                       const boost::asio::ip::tcp::endpoint& remote) const = 0;
};

/// Asks the operating system.
std::unique_ptr<PeerLookup> system_peer_lookup();

}  // namespace qoltanba::agent
