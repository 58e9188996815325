// What every connection of one server is given. Touched on the network thread alone.
#pragma once

#include "agent/server/guests.hpp"
#include "agent/server/handler.hpp"
#include "agent/server/server.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>

#include <memory>

namespace qoltanba::agent {

using TlsStream = boost::beast::ssl_stream<boost::beast::tcp_stream>;

struct HouseRules {
    ServerOptions options;  ///< with the port that we got
    Handler& handler;
    std::shared_ptr<boost::asio::ssl::context> tls;
    Guests guests;
};

}  // namespace qoltanba::agent
