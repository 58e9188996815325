// A WebSocket client over TLS that waits with a time limit, and the server it talks to.
#pragma once

#include "agent/server/server.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace qoltanba::test {

constexpr std::chrono::seconds patience{20};  ///< what must happen, happens within this

/// Answers "echo:x" with "x"; "long:n" with n times "x"; "silence" with nothing; "block" when it is released,
/// with "released", or stopped; "throw" with an exception.
class ScriptedHandler final : public agent::Handler {
  public:
    std::string greeting() override { return "hello"; }
    bool is_heartbeat(std::string_view frame) override { return frame == "--heartbeat--"; }
    std::optional<std::string> handle(const std::string& frame, const agent::Connection& who,
                                      std::stop_token stop) override;

    void release();
    /// Whether so many frames have come to handle(), in time.
    [[nodiscard]] bool wait_for_frames(std::size_t count);
    [[nodiscard]] bool wait_for_stops(std::size_t count);
    [[nodiscard]] std::vector<std::string> frames();
    [[nodiscard]] std::vector<std::string> origins();

  private:
    std::string block(const std::stop_token& stop);

    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::vector<std::string> frames_;
    std::vector<std::string> origins_;
    std::size_t stops_ = 0;
    bool released_ = false;
};

class FixedPeers final : public agent::PeerLookup {
  public:
    explicit FixedPeers(agent::Peer::User user) : user_(user) {}
    [[nodiscard]] agent::Peer look_up(const boost::asio::ip::tcp::endpoint&,
                                      const boost::asio::ip::tcp::endpoint&) const override {
        return {user_, "as the test says"};
    }

  private:
    agent::Peer::User user_;
};

/// The identity is made once for all tests.
const agent::LocalhostIdentity& test_identity();

/// A server on a free port that lives as long as this object.
struct RunningServer {
    explicit RunningServer(agent::ServerOptions options = {},
                           agent::Peer::User peers_are = agent::Peer::User::mine);

    [[nodiscard]] std::uint16_t port() const { return server.port(); }
    [[nodiscard]] std::string host() const { return "127.0.0.1:" + std::to_string(port()); }

    ScriptedHandler handler;
    FixedPeers peers;
    agent::Server server;
};

struct Knock {
    std::string address = "127.0.0.1";
    std::optional<std::string> host{};  ///< nothing: the address and port, as a browser sends it
    std::optional<std::string> origin = "https://example.kz";
    std::string target = "/";
};

using Response = boost::beast::http::response<boost::beast::http::string_body>;

class Client {
  public:
    explicit Client(std::uint16_t port, const agent::LocalhostIdentity& identity = test_identity());

    /// Connects and shakes hands as TLS wants it, the server's certificate checked for `address`.
    [[nodiscard]] bool connect_tls(const std::string& address = "127.0.0.1");
    /// ... and opens a WebSocket; on refusal status() tells why.
    [[nodiscard]] bool open(const Knock& knock = {});
    [[nodiscard]] unsigned status() const { return response_.result_int(); }

    /// A plain request on a connection that connect_tls made; nothing if no answer came.
    [[nodiscard]] std::optional<Response> request(
        boost::beast::http::request<boost::beast::http::string_body> request);

    [[nodiscard]] bool send(const std::string& text);
    [[nodiscard]] bool send_binary(const std::string& octets);
    /// One message in so many frames.
    [[nodiscard]] bool send_fragmented(const std::string& text, std::size_t frames);
    /// The next message; nothing when time ran out or the connection ended, which closed() tells.
    [[nodiscard]] std::optional<std::string> read(std::chrono::milliseconds limit = patience);
    /// Whether the connection ends, in time; what comes until then is thrown away.
    [[nodiscard]] bool wait_for_close();
    [[nodiscard]] bool closed() const { return closed_; }
    [[nodiscard]] unsigned close_code() { return static_cast<unsigned>(socket_.reason().code); }
    void close();
    void drop();  ///< without a word

    /// The TLS stream, for what no client does.
    boost::beast::ssl_stream<boost::beast::tcp_stream>& stream() { return socket_.next_layer(); }
    boost::asio::io_context& io() { return io_; }
    /// Runs what was begun until it is done; false if time ran out.
    [[nodiscard]] bool run_until(const bool& done, std::chrono::milliseconds limit = patience);

  private:
    bool finish_write(bool binary, const std::string& text, bool last);

    boost::asio::io_context io_;
    boost::asio::ssl::context tls_;
    boost::beast::websocket::stream<boost::beast::ssl_stream<boost::beast::tcp_stream>> socket_;
    boost::beast::websocket::response_type response_;
    boost::beast::flat_buffer buffer_;
    std::uint16_t port_;
    bool reading_ = false;
    bool read_done_ = false;
    bool closed_ = false;
};

}  // namespace qoltanba::test
