#include "agent/origins/origin.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace qoltanba::agent {
namespace {

constexpr std::size_t longest_origin = 300;  // a host name has at most 253 characters

struct Scheme {
    std::string_view name;
    std::uint16_t own_port;  ///< 0: it has none
};

/// The schemes of pages that can be told apart by their host; file: and data: pages are all one "null".
constexpr std::array schemes{Scheme{"https", 443}, Scheme{"http", 80}, Scheme{"chrome-extension", 0},
                             Scheme{"moz-extension", 0}};

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

}  // namespace

std::string lower_case(std::string_view text) {
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

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

}  // namespace qoltanba::agent
