// Takes the place of the lookup of the shipped program in one that is built for tests alone and never
// installed: wine names no process in the system's table of sockets (it says 0), and an unknown owner is
// refused. All else is as shipped: the table is the system's, the connection must stand in it, and the
// process is asked whose it is.
#include "agent/platform/table_peer_lookup_windows.hpp"

#include <windows.h>

namespace qoltanba::agent {
namespace {

Result<std::vector<SocketRow>> sockets_as_if_all_were_ours() {
    auto rows = connected_sockets();
    if (rows)
        for (auto& row : *rows) row.process = ::GetCurrentProcessId();
    return rows;
}

}  // namespace

std::unique_ptr<PeerLookup> system_peer_lookup() {
    return std::make_unique<TablePeerLookup>(sockets_as_if_all_were_ours);
}

}  // namespace qoltanba::agent
