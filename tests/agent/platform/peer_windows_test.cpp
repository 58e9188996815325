// wine names no process in the table of sockets, so the table is given here; whose process it is the system
// says.
#include "agent/platform/port_holder.hpp"
#include "agent/platform/socket_options.hpp"
#include "agent/platform/table_peer_lookup_windows.hpp"
#include "support/catch.hpp"
#include "support/show.hpp"

#include <boost/asio/io_context.hpp>
#include <windows.h>

#include <algorithm>

namespace qoltanba::test {
namespace {

namespace net = boost::asio;
using agent::Peer;
using agent::SocketRow;
using net::ip::tcp;

const tcp::endpoint ours{net::ip::make_address("127.0.0.1"), 13579};
const tcp::endpoint theirs{net::ip::make_address("127.0.0.1"), 50001};

/// How a connection from `theirs` to `ours` is judged by this table.
Peer judged_by(const std::vector<SocketRow>& rows) {
    const agent::TablePeerLookup lookup([rows]() -> Result<std::vector<SocketRow>> { return rows; });
    return lookup.look_up(ours, theirs);
}

TEST_CASE("a connection of a process of this user and session is mine") {
    CHECK(judged_by({{ours, theirs, 4}, {theirs, ours, ::GetCurrentProcessId()}}).user == Peer::User::mine);
}

TEST_CASE("a connection through an IPv6 socket is mine too") {
    const agent::TablePeerLookup lookup([]() -> Result<std::vector<SocketRow>> {
        return std::vector<SocketRow>{{theirs, ours, ::GetCurrentProcessId()}};
    });
    const auto mapped = [](const tcp::endpoint& end) {
        return tcp::endpoint(net::ip::make_address_v6(net::ip::v4_mapped, end.address().to_v4()), end.port());
    };
    CHECK(lookup.look_up(mapped(ours), mapped(theirs)).user == Peer::User::mine);
}

TEST_CASE("a connection of nobody known is nobody's") {
    const auto me = ::GetCurrentProcessId();
    CHECK(judged_by({}).user == Peer::User::unknown);
    CHECK(judged_by({{theirs, ours, 0}}).user == Peer::User::unknown);
    CHECK(judged_by({{theirs, ours, 0xfffffff0}}).user == Peer::User::unknown);
    CHECK(judged_by({{ours, theirs, me}}).user == Peer::User::unknown);  // our own end says nothing
    CHECK(judged_by({{theirs, {theirs.address(), 13580}, me}}).user == Peer::User::unknown);
}

TEST_CASE("a table that cannot be read, or a socket that changes hands meanwhile, is nobody's") {
    const agent::TablePeerLookup unreadable(
        []() -> Result<std::vector<SocketRow>> { return fail(ErrorCode::input_output_failure, "no table"); });
    CHECK(unreadable.look_up(ours, theirs).user == Peer::User::unknown);
    int readings = 0;
    const agent::TablePeerLookup moving([&readings]() -> Result<std::vector<SocketRow>> {
        const auto process = ++readings == 1 ? ::GetCurrentProcessId() : 4;
        return std::vector<SocketRow>{{theirs, ours, process}};
    });
    CHECK(moving.look_up(ours, theirs).user == Peer::User::unknown);
    CHECK(readings == 2);
}

TEST_CASE("the system's table holds a connection over IPv4 and over IPv6, from both ends") {
    for (const auto* address : {"127.0.0.1", "::1"}) {
        net::io_context io;
        tcp::acceptor acceptor(io, {net::ip::make_address(address), 0});
        tcp::socket client(io);
        client.connect(acceptor.local_endpoint());
        const auto server = acceptor.accept();
        const auto rows = agent::connected_sockets();
        REQUIRE(ok(rows));
        const auto has = [&](const tcp::endpoint& own, const tcp::endpoint& other) {
            return std::any_of(rows->begin(), rows->end(),
                               [&](const SocketRow& row) { return row.own == own && row.other == other; });
        };
        CAPTURE(address);
        CHECK(has(client.local_endpoint(), server.local_endpoint()));
        CHECK(has(server.local_endpoint(), client.local_endpoint()));
    }
}

TEST_CASE("a port that is listened on has a holder, another has none") {
    net::io_context io;
    tcp::acceptor acceptor(io, {net::ip::make_address("127.0.0.1"), 0});
    const auto port = acceptor.local_endpoint().port();
    CHECK(agent::port_holder(port).has_value());
    acceptor.close();
    CHECK_FALSE(agent::port_holder(port).has_value());
}

TEST_CASE("nobody shares a port with the agent, not even by asking for it") {
    net::io_context io;
    tcp::acceptor first(io);
    first.open(tcp::v4());
    REQUIRE_FALSE(agent::prepare_listener(first));
    first.bind({net::ip::make_address("127.0.0.1"), 0});
    first.listen();
    tcp::acceptor second(io);
    second.open(tcp::v4());
    second.set_option(net::socket_base::reuse_address(true));
    boost::system::error_code error;
    second.bind(first.local_endpoint(), error);
    CHECK(error);
}

TEST_CASE("sockets are not passed on to child processes") {
    net::io_context io;
    tcp::acceptor acceptor(io, {net::ip::make_address("127.0.0.1"), 0});
    tcp::socket client(io);
    client.connect(acceptor.local_endpoint());
    REQUIRE_FALSE(agent::keep_from_children(client));
    DWORD flags = HANDLE_FLAG_INHERIT;
    const SOCKET native = client.native_handle();
    REQUIRE(::GetHandleInformation(reinterpret_cast<HANDLE>(native), &flags) != 0);
    CHECK((flags & HANDLE_FLAG_INHERIT) == 0);
}

}  // namespace
}  // namespace qoltanba::test
