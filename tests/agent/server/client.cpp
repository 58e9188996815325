#include "client.hpp"

#include "support/catch.hpp"

#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <openssl/ssl.h>

#include <stdexcept>

namespace qoltanba::test {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace net = boost::asio;
using NetError = boost::system::error_code;

agent::Server started(agent::ServerOptions options, agent::Handler& handler, const agent::PeerLookup& peers) {
    options.port = 0;
    if (options.version.empty()) options.version = "0.0.1";
    auto server = agent::Server::start(options, test_identity(), handler, peers);
    REQUIRE(ok(server));
    return std::move(*server);
}

}  // namespace

std::optional<std::string> ScriptedHandler::handle(const std::string& frame, const agent::Connection& who,
                                                   std::stop_token stop) {
    {
        const std::lock_guard lock(mutex_);
        frames_.push_back(frame);
        origins_.push_back(who.origin);
    }
    changed_.notify_all();
    if (frame.starts_with("echo:")) return frame.substr(5);
    if (frame.starts_with("long:")) return std::string(std::stoul(frame.substr(5)), 'x');
    if (frame == "throw") throw std::runtime_error("a fault of the handler");
    if (frame == "block") return block(stop);
    return std::nullopt;
}

std::string ScriptedHandler::block(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    if (changed_.wait(lock, stop, [this] { return released_; })) return "released";
    ++stops_;
    changed_.notify_all();
    return "stopped";
}

void ScriptedHandler::release() {
    const std::lock_guard lock(mutex_);
    released_ = true;
    changed_.notify_all();
}

bool ScriptedHandler::wait_for_frames(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] { return frames_.size() >= count; });
}

bool ScriptedHandler::wait_for_stops(std::size_t count) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, patience, [&] { return stops_ >= count; });
}

std::vector<std::string> ScriptedHandler::frames() {
    const std::lock_guard lock(mutex_);
    return frames_;
}

std::vector<std::string> ScriptedHandler::origins() {
    const std::lock_guard lock(mutex_);
    return origins_;
}

const agent::LocalhostIdentity& test_identity() {
    static const auto identity = agent::make_localhost_identity(now());
    REQUIRE(ok(identity));
    return *identity;
}

RunningServer::RunningServer(agent::ServerOptions options, agent::Peer::User peers_are)
    : peers(peers_are), server(started(std::move(options), handler, peers)) {}

Client::Client(std::uint16_t port, const agent::LocalhostIdentity& identity)
    : tls_(net::ssl::context::tls_client), socket_(io_, tls_), port_(port) {
    tls_.add_certificate_authority(net::buffer(identity.ca_certificate));
    tls_.set_verify_mode(net::ssl::verify_peer);
    // Large test messages are sent whole.
    socket_.auto_fragment(false);
    socket_.read_message_max(0);
}

bool Client::run_until(const bool& done, std::chrono::milliseconds limit) {
    const auto deadline = std::chrono::steady_clock::now() + limit;
    io_.restart();
    while (!done && std::chrono::steady_clock::now() < deadline && io_.run_one_until(deadline) != 0) {
    }
    return done;
}

bool Client::connect_tls(const std::string& address) {
    NetError error;
    stream().next_layer().socket().connect({net::ip::make_address(address), port_}, error);
    REQUIRE_FALSE(error);
    stream().next_layer().socket().set_option(net::ip::tcp::no_delay(true));
    stream().set_verify_mode(net::ssl::verify_peer);
    stream().set_verify_callback(net::ssl::host_name_verification(address));
    bool done = false;
    stream().async_handshake(net::ssl::stream_base::client, [&](NetError failed) {
        error = failed;
        done = true;
    });
    return run_until(done) && !error;
}

bool Client::open(const Knock& knock) {
    if (!connect_tls(knock.address)) return false;
    const auto name = knock.address == "::1" ? std::string("[::1]") : knock.address;
    const auto host = knock.host.value_or(name + ":" + std::to_string(port_));
    socket_.set_option(beast::websocket::stream_base::decorator([&](beast::websocket::request_type& request) {
        if (knock.origin) request.set(http::field::origin, *knock.origin);
    }));
    NetError error;
    bool done = false;
    socket_.async_handshake(response_, host, knock.target, [&](NetError failed) {
        error = failed;
        done = true;
    });
    return run_until(done) && !error;
}

std::optional<Response> Client::request(http::request<http::string_body> request) {
    request.prepare_payload();
    NetError error;
    http::write(stream(), request, error);
    if (error) return std::nullopt;
    Response response;
    bool done = false;
    http::async_read(stream(), buffer_, response, [&](NetError failed, std::size_t) {
        error = failed;
        done = true;
    });
    if (!run_until(done) || error) return std::nullopt;
    return response;
}

bool Client::finish_write(bool binary, const std::string& text, bool last) {
    socket_.binary(binary);
    NetError error;
    bool done = false;
    socket_.async_write_some(last, net::buffer(text), [&](NetError failed, std::size_t) {
        error = failed;
        done = true;
    });
    return run_until(done) && !error;
}

bool Client::send(const std::string& text) {
    return finish_write(false, text, true);
}

bool Client::send_binary(const std::string& octets) {
    return finish_write(true, octets, true);
}

bool Client::send_fragmented(const std::string& text, std::size_t frames) {
    const std::size_t step = text.size() / frames + 1;
    for (std::size_t at = 0; at < text.size(); at += step)
        if (!finish_write(false, text.substr(at, step), at + step >= text.size())) return false;
    return true;
}

std::optional<std::string> Client::read(std::chrono::milliseconds limit) {
    if (closed_) return std::nullopt;
    if (!reading_) {
        reading_ = true;
        read_done_ = false;
        socket_.async_read(buffer_, [this](NetError failed, std::size_t) {
            read_done_ = true;
            closed_ = failed.failed();
        });
    }
    if (!run_until(read_done_, limit)) return std::nullopt;
    reading_ = false;
    if (closed_) return std::nullopt;
    auto text = beast::buffers_to_string(buffer_.data());
    buffer_.consume(buffer_.size());
    return text;
}

bool Client::wait_for_close() {
    while (read()) {
    }
    return closed_;
}

void Client::close() {
    bool done = false;
    socket_.async_close(beast::websocket::close_code::normal, [&](NetError) { done = true; });
    CHECK(run_until(done));
}

void Client::drop() {
    beast::get_lowest_layer(socket_).close();
}

}  // namespace qoltanba::test
