#include "agent/platform/peer.hpp"
#include "agent/platform/table_peer_lookup_windows.hpp"

namespace qoltanba::agent {

std::unique_ptr<PeerLookup> system_peer_lookup() {
    return std::make_unique<TablePeerLookup>(connected_sockets);
}

}  // namespace qoltanba::agent
