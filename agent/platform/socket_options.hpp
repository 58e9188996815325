// What a listening or accepted socket needs on this system and Asio does not do.
#pragma once

#include <boost/asio/ip/tcp.hpp>

namespace qoltanba::agent {

/// To be called between open and bind: nobody else may share the port, a port just left is free again, and
/// child processes do not inherit the socket (a browser started from the tray would hold the port after us).
boost::system::error_code prepare_listener(boost::asio::ip::tcp::acceptor& acceptor);

/// Child processes do not inherit the connection.
boost::system::error_code keep_from_children(boost::asio::ip::tcp::socket& socket);

}  // namespace qoltanba::agent
