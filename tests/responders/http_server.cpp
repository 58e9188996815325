#include "responders/http_server.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/chunk_encode.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/serializer.hpp>
#include <boost/beast/http/vector_body.hpp>
#include <boost/beast/http/write.hpp>

#include <exception>
#include <thread>

namespace qoltanba::test {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::use_awaitable;
using asio::ip::tcp;

using Body = http::vector_body<std::uint8_t>;
using TlsStream = asio::ssl::stream<tcp::socket>;

constexpr std::uint64_t largest_question = 64U << 20U;

std::string lower(std::string_view text) {
    std::string small(text);
    for (auto& c : small)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return small;
}

HttpQuestion question_of(const http::request<Body>& request) {
    HttpQuestion question{.method = std::string(request.method_string()),
                          .target = std::string(request.target()),
                          .body = request.body()};
    for (const auto& field : request) question.headers[lower(field.name_string())] = field.value();
    return question;
}

template <typename Message>
void put_head(Message& message, const HttpReply& reply) {
    message.version(11);
    message.result(reply.status);
    if (!reply.content_type.empty()) message.set(http::field::content_type, reply.content_type);
    for (const auto& [name, value] : reply.headers) message.set(name, value);
}

/// Chunk after chunk, each after this pause, until the other side has had enough.
template <typename Stream>
asio::awaitable<void> send_without_end(Stream& stream, const HttpReply& reply, std::size_t size,
                                       std::chrono::milliseconds pause) {
    http::response<http::empty_body> head;
    put_head(head, reply);
    head.chunked(true);
    http::response_serializer<http::empty_body> serializer(head);
    co_await http::async_write_header(stream, serializer, use_awaitable);
    const Bytes octets(size, 0x2E);
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (;;) {
        timer.expires_after(pause);
        co_await timer.async_wait(use_awaitable);
        co_await asio::async_write(stream, http::make_chunk(asio::buffer(octets)), use_awaitable);
    }
}

template <typename Stream>
asio::awaitable<void> send_octets(Stream& stream, const HttpReply& reply) {
    using Manner = HttpReply::Manner;
    http::response<Body> message;
    put_head(message, reply);
    message.content_length(reply.body.size() * (reply.manner == Manner::truncated ? 2 : 1));
    message.body() = reply.body;
    if (reply.status == 304) message.erase(http::field::content_length);
    co_await http::async_write(stream, message, use_awaitable);
}

template <typename Stream>
asio::awaitable<void> send(Stream& stream, const HttpReply& reply) {
    if (reply.delay.count() > 0) {
        asio::steady_timer timer(co_await asio::this_coro::executor, reply.delay);
        co_await timer.async_wait(use_awaitable);
    }
    if (reply.manner == HttpReply::Manner::endless) {
        co_await send_without_end(stream, reply, 16384, std::chrono::milliseconds(0));
    } else if (reply.manner == HttpReply::Manner::slow) {
        co_await send_without_end(stream, reply, 1024, std::chrono::milliseconds(100));
    } else {
        co_await send_octets(stream, reply);
    }
}

/// Question after question, until one side closes; what goes wrong ends the connection as an exception.
template <typename Stream>
asio::awaitable<void> converse(Stream& stream, const HttpServer::Answer& answer) {
    boost::beast::flat_buffer buffer;
    for (;;) {
        http::request_parser<Body> parser;
        parser.body_limit(largest_question);
        co_await http::async_read(stream, buffer, parser, use_awaitable);
        const auto request = parser.release();
        HttpReply reply;
        try {
            reply = answer(question_of(request));
        } catch (const std::exception& fault) {
            reply.status = 500;
            reply.body = copy_of(bytes_of(fault.what()));
        }
        if (reply.manner == HttpReply::Manner::silent) {
            const asio::mutable_buffer nothing_more = buffer.prepare(1);
            co_await stream.async_read_some(nothing_more, use_awaitable);
            co_return;
        }
        co_await send(stream, reply);
        if (reply.manner != HttpReply::Manner::whole || !request.keep_alive()) co_return;
    }
}

asio::awaitable<void> converse_plainly(tcp::socket socket, const HttpServer::Answer& answer) {
    co_await converse(socket, answer);
}

asio::awaitable<void> converse_by_tls(tcp::socket socket, asio::ssl::context& tls,
                                      const HttpServer::Answer& answer) {
    TlsStream stream(std::move(socket), tls);
    co_await stream.async_handshake(asio::ssl::stream_base::server, use_awaitable);
    co_await converse(stream, answer);
}

/// A connection that broke is the client's matter, and often what the test wanted.
void connection_ended(const std::exception_ptr&) {}

}  // namespace

struct HttpServer::Running {
    Answer answer;
    asio::ssl::context tls{asio::ssl::context::tls_server};
    bool has_tls = false;
    asio::io_context io{1};
    tcp::acceptor acceptor{io, {asio::ip::address_v4::loopback(), 0}};
    std::jthread thread{};

    asio::awaitable<void> accept() {
        for (;;) {
            auto socket = co_await acceptor.async_accept(use_awaitable);
            if (has_tls) {
                asio::co_spawn(io, converse_by_tls(std::move(socket), tls, answer), connection_ended);
            } else {
                asio::co_spawn(io, converse_plainly(std::move(socket), answer), connection_ended);
            }
        }
    }
};

std::string HttpQuestion::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string() : found->second;
}

HttpServer::HttpServer(Answer answer, std::optional<TlsIdentity> tls)
    : running_(std::make_unique<Running>()) {
    running_->answer = std::move(answer);
    if (tls) {
        running_->has_tls = true;
        running_->tls.use_certificate_chain(asio::buffer(tls->certificate));
        running_->tls.use_private_key(asio::buffer(tls->key), asio::ssl::context::pem);
    }
    asio::co_spawn(running_->io, running_->accept(), asio::detached);
    running_->thread = std::jthread([running = running_.get()] { running->io.run(); });
}

HttpServer::~HttpServer() {
    running_->io.stop();
}

std::uint16_t HttpServer::port() const {
    return running_->acceptor.local_endpoint().port();
}

std::string HttpServer::base_url() const {
    return std::string(running_->has_tls ? "https" : "http") + "://127.0.0.1:" + std::to_string(port());
}

}  // namespace qoltanba::test
