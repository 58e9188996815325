#include "agent/server/admission.hpp"

#include <boost/beast/websocket/rfc6455.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace qoltanba::agent {
namespace {

namespace http = boost::beast::http;

constexpr std::size_t longest_origin = 300;  // a host name has at most 253 characters

struct Scheme {
    std::string_view name;
    std::uint16_t own_port;  ///< 0: it has none
};

/// The schemes of pages that can be told apart by their host; file: and data: pages are all one "null".
constexpr std::array schemes{Scheme{"https", 443}, Scheme{"http", 80}, Scheme{"chrome-extension", 0},
                             Scheme{"moz-extension", 0}};

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

bool consists_of(std::string_view text, std::string_view alphabet) {
    return !text.empty() && text.find_first_not_of(alphabet) == std::string_view::npos;
}

/// 1 to 65535 in decimal, without sign or leading zero.
std::optional<std::uint16_t> port_from(std::string_view text) {
    std::uint16_t port = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (error != std::errc() || end != text.data() + text.size() || port == 0 || text.front() == '0')
        return std::nullopt;
    return port;
}

struct Authority {
    std::string_view host;  ///< an IPv6 address in its brackets
    std::optional<std::uint16_t> port;
};

/// host [ ":" port ], in lower case; nothing for user names, paths and whatever a host name does not have.
std::optional<Authority> authority_from(std::string_view text) {
    const auto bracket = text.rfind(']');
    const auto colon = text.find(':', bracket == std::string_view::npos ? 0 : bracket);
    Authority authority{text.substr(0, colon), std::nullopt};
    if (colon != std::string_view::npos) {
        authority.port = port_from(text.substr(colon + 1));
        if (!authority.port) return std::nullopt;
    }
    auto host = authority.host;
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (!consists_of(host, bracketed ? "0123456789abcdef:." : "abcdefghijklmnopqrstuvwxyz0123456789-._"))
        return std::nullopt;
    return authority;
}

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

std::optional<std::string> canonical_origin(std::string_view text) {
    constexpr std::string_view separator = "://";
    if (text.size() > longest_origin) return std::nullopt;
    const auto lower = lower_case(text);
    const auto end = lower.find(separator);
    if (end == std::string::npos) return std::nullopt;
    const std::string_view name(lower.data(), end);
    const auto scheme =
        std::find_if(schemes.begin(), schemes.end(), [&](const Scheme& s) { return s.name == name; });
    const auto authority = authority_from(std::string_view(lower).substr(end + separator.size()));
    if (scheme == schemes.end() || !authority) return std::nullopt;

    auto origin = std::string(name) + std::string(separator) + std::string(authority->host);
    if (authority->port && *authority->port != scheme->own_port)
        origin += ":" + std::to_string(*authority->port);
    return origin;
}

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
