// One open WebSocket: reads frames all the time, answers heartbeats at once, has requests worked on strictly
// one after another, and stops the running one when the connection is gone.
#pragma once

#include "agent/server/house_rules.hpp"

#include <boost/asio/steady_timer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include <array>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace qoltanba::agent {

/// All members are touched on the network thread; only Handler::handle runs elsewhere, on `worker_`, which
/// gives its reply back by a post and is joined before the next request gets a thread.
class Session final : public Guest, public std::enable_shared_from_this<Session> {
  public:
    Session(TlsStream stream, std::shared_ptr<boost::asio::ssl::context> tls, HouseRules& rules,
            Connection who);
    ~Session() override;

    /// Accepts the upgrade. The object lives until the connection has ended and no request is worked on.
    void open(const boost::beast::http::request<boost::beast::http::empty_body>& request);
    void send_away() override;

  private:
    using CloseCode = boost::beast::websocket::close_code;

    void on_open(boost::system::error_code error);
    void read();
    void on_read(boost::system::error_code error, std::size_t size);
    [[nodiscard]] bool is_too_long() const;
    void on_frame(std::string frame);
    void work_on_next();
    void on_worked(std::optional<std::string> reply, std::size_t frame_size);
    void send(std::string text);
    void write();
    void close(CloseCode code, const char* reason);
    void end_within(std::chrono::seconds time);
    void stop_work();
    void give_memory(std::size_t size);

    HouseRules& rules_;
    Connection who_;
    std::shared_ptr<boost::asio::ssl::context> tls_;  // stays while the stream uses it
    boost::beast::websocket::stream<TlsStream> socket_;
    boost::asio::steady_timer farewell_;
    bool closing_ = false;

    std::array<char, 16384> chunk_{};  // what one TLS record holds
    std::string frame_;                // the one that is read
    std::deque<std::string> pending_;
    std::deque<std::string> outgoing_;
    std::size_t waiting_to_go_ = 0;  // octets of these, without the first, which is on its way
    std::size_t memory_ = 0;         // taken from the guests' limit for frames of this session

    std::jthread worker_;
    bool working_ = false;
};

}  // namespace qoltanba::agent
