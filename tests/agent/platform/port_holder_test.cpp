#include "agent/platform/port_holder.hpp"

#include "support/catch.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <pwd.h>
#include <unistd.h>

namespace qoltanba::test {
namespace {

namespace net = boost::asio;
using agent::describe_port_holder;
using agent::PortHolder;
using net::ip::tcp;

TEST_CASE("the holder of a port is found by name, process and user") {
    for (const auto* address : {"127.0.0.1", "::1", "0.0.0.0"}) {
        net::io_context io;
        const tcp::acceptor acceptor(io, {net::ip::make_address(address), 0});
        const auto holder = agent::port_holder(acceptor.local_endpoint().port());
        REQUIRE(holder);
        CHECK(holder->process == ::getpid());
        CHECK(holder->program == "test_agent_platform");
        CHECK(holder->user == ::getpwuid(::geteuid())->pw_name);
    }
}

TEST_CASE("a free port has no holder") {
    net::io_context io;
    tcp::acceptor acceptor(io, {net::ip::make_address("127.0.0.1"), 0});
    const auto port = acceptor.local_endpoint().port();
    acceptor.close();
    CHECK_FALSE(agent::port_holder(port));
}

TEST_CASE("the message says who holds the port, as far as it is known") {
    CHECK(describe_port_holder(13579, PortHolder{"NCALayer", 123, "aliya"}) ==
          "port 13579 is held by NCALayer (process 123)");
    CHECK(describe_port_holder(13579, PortHolder{"", 0, "bolat"}) ==
          "port 13579 is held by a program of user bolat");
    CHECK(describe_port_holder(13579, std::nullopt) == "port 13579 is held by another program");
}

}  // namespace
}  // namespace qoltanba::test
