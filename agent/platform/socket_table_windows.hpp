// The system's table of TCP sockets and the processes that hold them.
#pragma once

#include "crypto/base/result.hpp"

#include <boost/asio/ip/tcp.hpp>

#include <functional>
#include <vector>

namespace qoltanba::agent {

/// IPv4 addresses as such, also where an IPv6 socket speaks to them (RFC 4291, 2.5.5.2), so that one
/// connection has one form.
struct SocketRow {
    boost::asio::ip::tcp::endpoint own;
    boost::asio::ip::tcp::endpoint other;  ///< of a listener: port 0
    unsigned long process = 0;             ///< 0: the system does not say
};

using SocketTable = std::function<Result<std::vector<SocketRow>>()>;

/// The connections that are established. Error: input_output_failure.
Result<std::vector<SocketRow>> connected_sockets();

/// Error: input_output_failure.
Result<std::vector<SocketRow>> listening_sockets();

/// `endpoint` in the form of the rows.
boost::asio::ip::tcp::endpoint row_form(const boost::asio::ip::tcp::endpoint& endpoint);

}  // namespace qoltanba::agent
