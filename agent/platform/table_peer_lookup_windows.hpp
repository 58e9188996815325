// Judges the other end of a connection by a table of sockets: its process, that process's user and session.
#pragma once

#include "agent/platform/peer.hpp"
#include "agent/platform/socket_table_windows.hpp"

namespace qoltanba::agent {

class TablePeerLookup final : public PeerLookup {
  public:
    /// `connections` gives the system's table, or in a test another one: wine does not tell processes.
    explicit TablePeerLookup(SocketTable connections) : connections_(std::move(connections)) {}

    /// A program of this user in another session (a second remote desktop of theirs) is `other`: its windows
    /// are not on this screen.
    [[nodiscard]] Peer look_up(const boost::asio::ip::tcp::endpoint& local,
                               const boost::asio::ip::tcp::endpoint& remote) const override;

  private:
    SocketTable connections_;
};

}  // namespace qoltanba::agent
