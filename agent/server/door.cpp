#include "agent/server/door.hpp"

#include "agent/server/session.hpp"

#include <boost/beast/core/bind_handler.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/write.hpp>
#include <openssl/err.h>
#include <openssl/sslerr.h>
#include <spdlog/spdlog.h>

#include <utility>

namespace qoltanba::agent {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

/// Cookies are not told apart by port, so a browser may bring those of other servers on this computer.
constexpr std::size_t longest_header = 32 << 10;

/// What came is not HTTP, as opposed to nothing more coming.
bool is_fault_of_http(boost::system::error_code error) {
    return error.category() == http::make_error_code(http::error::bad_version).category() &&
           error != http::error::end_of_stream && error != http::error::partial_message;
}

/// The alerts of a browser that does not trust the certificate, or finds it out of its time. In TLS 1.3 they
/// come after our side's handshake.
bool is_distrust(boost::system::error_code error) {
    if (error.category() != boost::asio::error::get_ssl_category()) return false;
    const int reason = ERR_GET_REASON(static_cast<unsigned long>(error.value()));
    return reason == SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN || reason == SSL_R_SSLV3_ALERT_BAD_CERTIFICATE ||
           reason == SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED || reason == SSL_R_TLSV1_ALERT_UNKNOWN_CA;
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

void Door::end(const char* where, boost::system::error_code error) {
    if (!is_distrust(error)) return spdlog::info("a connection ended {}: {}", where, error.message());
    spdlog::warn("a browser does not trust the localhost certificate; see: qoltanba trust status");
    if (rules_.options.distrusted) rules_.options.distrusted();
}

void Door::on_handshake(boost::system::error_code error) {
    if (error) return end("in the TLS handshake", error);
    http::async_read_header(stream_, buffer_, parser_,
                            [self = shared_from_this()](boost::system::error_code failed, std::size_t) {
                                self->on_header(failed);
                            });
}

void Door::on_header(boost::system::error_code error) {
    if (is_fault_of_http(error))
        return answer(answer_to(Refused{http::status::bad_request, "not a request of HTTP/1.1"}));
    if (error) return end("before a request", error);

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
