#include "agent/platform/peer.hpp"
#include "agent/platform/socket_table_linux.hpp"

#include <unistd.h>

#include <algorithm>

namespace qoltanba::agent {
namespace {

using boost::asio::ip::tcp;

SocketEnd socket_end(const tcp::endpoint& endpoint) {
    const auto address = endpoint.address();
    const auto v6 = address.is_v6()
                        ? address.to_v6()
                        : boost::asio::ip::make_address_v6(boost::asio::ip::v4_mapped, address.to_v4());
    const auto octets = v6.to_bytes();
    SocketEnd end;
    std::copy(octets.begin(), octets.end(), end.address.begin());
    end.port = endpoint.port();
    return end;
}

class SystemPeerLookup final : public PeerLookup {
  public:
    [[nodiscard]] Peer look_up(const tcp::endpoint& local, const tcp::endpoint& remote) const override {
        // What is our remote end is the other program's own end.
        const auto found = connected_socket(socket_end(remote), socket_end(local));
        if (found.has_error()) return {Peer::User::unknown, describe(found.error())};
        if (!*found) return {Peer::User::unknown, "no process holds the socket"};
        if ((*found)->user == ::geteuid()) return {Peer::User::mine, {}};
        return {Peer::User::other, "user " + std::to_string((*found)->user)};
    }
};

}  // namespace

std::unique_ptr<PeerLookup> system_peer_lookup() {
    return std::make_unique<SystemPeerLookup>();
}

}  // namespace qoltanba::agent
