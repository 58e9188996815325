// From the accepted socket to the decision: TLS, one HTTP header, and then an open WebSocket, a page or a
// refusal.
#pragma once

#include "agent/server/house_rules.hpp"
#include "agent/server/pages.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <memory>
#include <optional>

namespace qoltanba::agent {

class Door final : public Guest, public std::enable_shared_from_this<Door> {
  public:
    /// The socket's user is known to be ours. `rules` outlives the door.
    Door(boost::asio::ip::tcp::socket socket, HouseRules& rules);

    /// The object lives until it is done.
    void open();
    void send_away() override;

  private:
    void on_handshake(boost::system::error_code error);
    void on_header(boost::system::error_code error);
    void end(const char* where, boost::system::error_code error);
    void let_in(const Upgrade& upgrade);
    void answer(Answer what);

    HouseRules& rules_;
    std::shared_ptr<boost::asio::ssl::context> tls_;  // stays while the stream uses it
    TlsStream stream_;
    boost::beast::flat_buffer buffer_;
    boost::beast::http::request_parser<boost::beast::http::empty_body> parser_;
    std::optional<Answer> answer_;
};

}  // namespace qoltanba::agent
