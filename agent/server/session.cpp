#include "agent/server/session.hpp"

#include "agent/platform/memory.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core/bind_handler.hpp>
#include <spdlog/spdlog.h>

#include <exception>
#include <system_error>
#include <utility>

namespace qoltanba::agent {
namespace {

namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;
using boost::system::error_code;

/// How long the other side may take to agree that the connection is closed. It may be in the middle of a long
/// message: were the socket closed before the rest has come, it would be reset, and nobody would hear why.
constexpr std::chrono::seconds farewell_time{10};
/// ... when the agent stops.
constexpr std::chrono::seconds last_farewell_time{2};

/// Replies that are not read pile up; this many are enough, or max_frame octets behind the one on its way.
constexpr std::size_t longest_outgoing = 256;

/// Behind a request of this size the allocator may hold many times as much that nobody uses any more.
constexpr std::size_t large_frame = std::size_t{1} << 20;

std::optional<std::string> reply_of(Handler& handler, const std::string& frame, const Connection& who,
                                    std::stop_token stop) {
    try {
        return handler.handle(frame, who, std::move(stop));
    } catch (const std::exception& fault) {
        spdlog::error("a handler threw: {}", fault.what());
        return std::nullopt;
    }
}

}  // namespace

Session::Session(TlsStream stream, std::shared_ptr<boost::asio::ssl::context> tls, HouseRules& rules,
                 Connection who)
    : Guest(rules.guests),
      rules_(rules),
      who_(std::move(who)),
      tls_(std::move(tls)),
      socket_(std::move(stream)),
      farewell_(socket_.get_executor()) {
    count_for(who_.origin);
}

Session::~Session() {
    guests().give_memory(memory_);
}

void Session::open(const beast::http::request<beast::http::empty_body>& request) {
    beast::get_lowest_layer(socket_).expires_never();  // the WebSocket has time limits of its own
    socket_.set_option(websocket::stream_base::timeout{rules_.options.handshake_timeout,
                                                       rules_.options.idle_timeout,
                                                       /*keep_alive_pings=*/true});
    socket_.set_option(websocket::stream_base::decorator(
        [](websocket::response_type& response) { response.erase(beast::http::field::server); }));
    socket_.read_message_max(0);   // is_too_long() is ours: Beast would reset the connection
    socket_.auto_fragment(false);  // one reply is one frame: not every client puts fragments together
    socket_.text(true);
    socket_.async_accept(request, beast::bind_front_handler(&Session::on_open, shared_from_this()));
}

void Session::on_open(error_code error) {
    if (error || closing_) return spdlog::info("no WebSocket: {}", error.message());
    spdlog::debug("a connection of {}", who_.is_local_program() ? "a local program" : who_.origin);
    send(rules_.handler.greeting());
    read();
}

void Session::read() {
    socket_.async_read_some(boost::asio::buffer(chunk_),
                            beast::bind_front_handler(&Session::on_read, shared_from_this()));
}

void Session::on_read(error_code error, std::size_t size) {
    if (error) return stop_work();  // gone, closed, or against RFC 6455, which Beast has answered by closing
    if (closing_) return;
    if (!socket_.got_text()) return close(CloseCode::unknown_data, "text frames only");
    if (!guests().take_memory(size)) return close(CloseCode::try_again_later, "too much at once");
    memory_ += size;
    frame_.append(chunk_.data(), size);
    if (is_too_long()) return close(CloseCode::too_big, "a message is too long");
    if (socket_.is_message_done()) on_frame(std::exchange(frame_, {}));
    if (!closing_) read();
}

bool Session::is_too_long() const {
    // The header of a frame tells its length before the rest has come. The hint is one at least, so that it
    // may miss a single octet; what has come is counted exactly.
    const auto to_come = socket_.is_message_done() ? 0 : socket_.read_size_hint(1) - 1;
    return frame_.size() + to_come > rules_.options.max_frame;
}

void Session::on_frame(std::string frame) {
    if (rules_.handler.is_heartbeat(frame)) {
        give_memory(frame.size());
        return send(std::move(frame));
    }
    if (pending_.size() >= rules_.options.max_pending)
        return close(CloseCode::policy_error, "too many requests at once");
    pending_.push_back(std::move(frame));
    work_on_next();
}

void Session::work_on_next() {
    if (working_ || closing_ || pending_.empty()) return;
    auto frame = std::move(pending_.front());
    pending_.pop_front();
    // The guard keeps the network thread running until the reply has come back to it.
    auto work = [self = shared_from_this(), guard = boost::asio::make_work_guard(socket_.get_executor()),
                 frame = std::move(frame)](std::stop_token stop) {
        auto reply = reply_of(self->rules_.handler, frame, self->who_, std::move(stop));
        boost::asio::post(guard.get_executor(),
                          [self, reply = std::move(reply), size = frame.size()]() mutable {
                              self->on_worked(std::move(reply), size);
                          });
    };
    try {
        worker_ = std::jthread(std::move(work));
        working_ = true;
    } catch (const std::system_error& fault) {
        spdlog::error("no thread for a request: {}", fault.what());
        close(CloseCode::try_again_later, "no thread");
    }
}

void Session::on_worked(std::optional<std::string> reply, std::size_t frame_size) {
    worker_.join();  // it has nothing left to do but end
    working_ = false;
    give_memory(frame_size);
    if (frame_size >= large_frame) give_back_memory();
    if (closing_) return;
    if (reply) send(std::move(*reply));
    work_on_next();
}

void Session::send(std::string text) {
    if (outgoing_.size() >= longest_outgoing || waiting_to_go_ > rules_.options.max_frame)
        return close(CloseCode::policy_error, "replies are not read");
    if (!outgoing_.empty()) waiting_to_go_ += text.size();
    outgoing_.push_back(std::move(text));
    if (outgoing_.size() == 1) write();
}

void Session::write() {
    socket_.async_write(boost::asio::buffer(outgoing_.front()),
                        [self = shared_from_this()](error_code error, std::size_t) {
                            if (error) return self->stop_work();
                            self->outgoing_.pop_front();
                            if (self->outgoing_.empty()) return;
                            self->waiting_to_go_ -= self->outgoing_.front().size();
                            if (!self->closing_) self->write();
                        });
}

void Session::close(CloseCode code, const char* reason) {
    if (closing_) return;
    spdlog::info("a connection of {} is closed: {}",
                 who_.is_local_program() ? "a local program" : who_.origin, reason);
    stop_work();
    end_within(farewell_time);
    socket_.async_close(websocket::close_reason(code, reason),
                        [self = shared_from_this()](error_code) { self->farewell_.cancel(); });
}

void Session::end_within(std::chrono::seconds time) {
    farewell_.expires_after(time);
    farewell_.async_wait([self = shared_from_this()](error_code error) {
        if (!error) beast::get_lowest_layer(self->socket_).close();
    });
}

void Session::send_away() {
    if (socket_.is_open()) {
        close(CloseCode::going_away, "the agent stops");
        return end_within(last_farewell_time);
    }
    closing_ = true;
    beast::get_lowest_layer(socket_).close();
}

void Session::stop_work() {
    closing_ = true;
    for (const auto& frame : pending_) give_memory(frame.size());
    pending_.clear();
    give_memory(std::exchange(frame_, {}).size());
    worker_.request_stop();
}

void Session::give_memory(std::size_t size) {
    memory_ -= size;
    guests().give_memory(size);
}

}  // namespace qoltanba::agent
