#include "agent/platform/table_peer_lookup_windows.hpp"

#include "agent/platform/user_windows.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

using boost::asio::ip::tcp;

/// The process that holds the socket whose own end is `own`. Error: input_output_failure where the table
/// names none.
Result<DWORD> process_of(const SocketTable& connections, const tcp::endpoint& own,
                         const tcp::endpoint& other) {
    QOLTANBA_TRY(const auto rows, connections());
    const auto found = std::find_if(rows.begin(), rows.end(), [&](const SocketRow& row) {
        return row.own == row_form(own) && row.other == row_form(other);
    });
    if (found == rows.end() || found->process == 0)
        return fail(ErrorCode::input_output_failure, "no process is known to hold the socket");
    return found->process;
}

Result<DWORD> session_of(DWORD process) {
    DWORD session = 0;
    if (::ProcessIdToSessionId(process, &session) == 0)
        return system_error("find the session of process " + std::to_string(process), ::GetLastError());
    return session;
}

Result<Peer> judge(const SocketTable& connections, const tcp::endpoint& own, const tcp::endpoint& other) {
    QOLTANBA_TRY(const auto number, process_of(connections, own, other));
    const Handle process(::OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, number));
    if (!process) return system_error("open process " + std::to_string(number), ::GetLastError());
    // While the process is held its number is nobody else's; it could have become another's before.
    QOLTANBA_TRY(const auto still, process_of(connections, own, other));
    if (still != number) return fail(ErrorCode::input_output_failure, "the socket changed hands");

    QOLTANBA_TRY(const auto user, user_of(process.get()));
    QOLTANBA_TRY(const auto me, this_user());
    if (!user.is(me.get())) return Peer{Peer::User::other, "user " + user.text()};
    QOLTANBA_TRY(const auto session, session_of(number));
    QOLTANBA_TRY(const auto mine, session_of(::GetCurrentProcessId()));
    if (session != mine) return Peer{Peer::User::other, "session " + std::to_string(session)};
    return Peer{Peer::User::mine, {}};
}

}  // namespace

Peer TablePeerLookup::look_up(const tcp::endpoint& local, const tcp::endpoint& remote) const {
    // What is our remote end is the other program's own end.
    const auto peer = judge(connections_, remote, local);
    return peer ? *peer : Peer{Peer::User::unknown, describe(peer.error())};
}

}  // namespace qoltanba::agent
