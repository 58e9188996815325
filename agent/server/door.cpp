#include "agent/server/door.hpp"

#include "agent/server/session.hpp"

#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <spdlog/spdlog.h>

#include <utility>

namespace qoltanba::agent {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

/// Cookies are not told apart by port, so a browser may bring those of other servers on this computer.
constexpr std::size_t longest_header = 32 * 1024;

/// What came is not HTTP, as opposed to nothing more coming.
bool is_fault_of_http(boost::system::error_code error) {
    return error.category() == http::make_error_code(http::error::bad_version).category() &&
           error != http::error::end_of_stream && error != http::error::partial_message;
}

}  // namespace

Door::Door(boost::asio::ip::tcp::socket socket, HouseRules& rules)
    : Guest(rules.guests),
      rules_(rules),
      tls_(rules.tls),
      stream_(std::move(socket), *tls_),
      buffer_(longest_header) {
    parser_.header_limit(longest_header);
}

void Door::open() {
    // One deadline for all that happens here: a caller that sends an octet at a time gains nothing.
    beast::get_lowest_layer(stream_).expires_after(rules_.options.handshake_timeout);
    stream_.async_handshake(boost::asio::ssl::stream_base::server,
                            beast::bind_front_handler(&Door::on_handshake, shared_from_this()));
}

void Door::send_away() {
    beast::get_lowest_layer(stream_).close();
}

void Door::on_handshake(boost::system::error_code error) {
    if (error) return spdlog::info("no TLS handshake: {}", error.message());
    http::async_read_header(stream_, buffer_, parser_,
                            [self = shared_from_this()](boost::system::error_code failed, std::size_t) {
                                self->on_header(failed);
                            });
}

void Door::on_header(boost::system::error_code error) {
    if (is_fault_of_http(error))
        return answer(answer_to(Refused{http::status::bad_request, "not a request of HTTP/1.1"}));
    // A browser that does not trust the certificate says so here (TLS 1.3 alerts follow our side's
    // handshake).
    if (error) return spdlog::info("no request: {}", error.message());

    const auto visit = judge(parser_.get(), rules_.options.port, rules_.options.allow_local_clients);
    if (const auto* upgrade = std::get_if<Upgrade>(&visit)) return let_in(*upgrade);
    if (const auto* page = std::get_if<PageVisit>(&visit))
        return answer(answer_to(*page, rules_.options.version));
    const auto& refused = std::get<Refused>(visit);
    spdlog::warn("a request is refused ({}): {}", static_cast<unsigned>(refused.status), refused.reason);
    answer(answer_to(refused));
}

void Door::let_in(const Upgrade& upgrade) {
    if (rules_.guests.full_for(upgrade.who.origin)) {
        spdlog::warn("{} has too many connections open", upgrade.who.origin);
        return answer(
            answer_to(Refused{http::status::too_many_requests, "too many connections of one site"}));
    }
    if (buffer_.size() != 0)
        return answer(answer_to(Refused{http::status::bad_request, "octets before the WebSocket is open"}));
    std::make_shared<Session>(std::move(stream_), std::move(tls_), rules_, upgrade.who)
        ->open(parser_.release());
}

void Door::answer(Answer what) {
    answer_ = std::move(what);
    http::async_write(stream_, *answer_,
                      [self = shared_from_this()](boost::system::error_code error, std::size_t) {
                          if (error) return;
                          self->stream_.async_shutdown([self](boost::system::error_code) {});
                      });
}

}  // namespace qoltanba::agent
