#include "agent/server/admission.hpp"

#include <boost/beast/websocket/rfc6455.hpp>

#include <algorithm>
#include <array>

namespace qoltanba::agent {
namespace {

namespace http = boost::beast::http;

/// The one value of a field; nothing if it is absent or stands there twice.
std::optional<std::string_view> only(const http::request_header<>& request, http::field name) {
    if (request.count(name) != 1) return std::nullopt;
    const auto value = request[name];
    return std::string_view(value.data(), value.size());
}

Visit judge_upgrade(const http::request_header<>& request, bool allow_local_clients) {
    if (request.count(http::field::origin) == 0) {
        if (allow_local_clients) return Upgrade{Connection{}};
        return Refused{http::status::forbidden, "no Origin; programs are let in with --allow-local-clients"};
    }
    const auto text = only(request, http::field::origin);
    const auto origin = text ? canonical_origin(*text) : std::nullopt;
    if (!origin) return Refused{http::status::forbidden, "an Origin that names no site"};
    return Upgrade{Connection{*origin}};
}

Visit judge_page(const http::request_header<>& request) {
    if (request.method() != http::verb::get)
        return Refused{http::status::method_not_allowed, "only GET is answered here"};
    const std::string_view target(request.target().data(), request.target().size());
    const auto path = target.substr(0, target.find('?'));
    const auto text = only(request, http::field::origin);
    const auto origin = (text ? canonical_origin(*text) : std::nullopt).value_or("");
    if (path == "/") return PageVisit{PageVisit::Page::home, origin};
    if (path == "/health") return PageVisit{PageVisit::Page::health, origin};
    return Refused{http::status::not_found, "no such page"};
}

}  // namespace

bool is_own_host(std::string_view host, std::uint16_t port) {
    constexpr std::uint16_t https_port = 443;
    constexpr std::array<std::string_view, 3> names{"127.0.0.1", "localhost", "[::1]"};
    const auto lower = lower_case(host);
    const auto authority = authority_from(lower);
    return authority && authority->port.value_or(https_port) == port &&
           std::find(names.begin(), names.end(), authority->host) != names.end();
}

Visit judge(const http::request_header<>& request, std::uint16_t port, bool allow_local_clients) {
    const auto host = only(request, http::field::host);
    if (!host || !is_own_host(*host, port))
        return Refused{http::status::misdirected_request, "a Host that is not this computer"};
    if (request.version() != 11 || !request.target().starts_with('/'))
        return Refused{http::status::bad_request, "not a request of HTTP/1.1 to this server"};
    if (boost::beast::websocket::is_upgrade(request)) return judge_upgrade(request, allow_local_clients);
    return judge_page(request);
}

}  // namespace qoltanba::agent
