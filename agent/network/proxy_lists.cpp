#include "agent/network/proxy_lists.hpp"

#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/network_v4.hpp>
#include <boost/asio/ip/network_v6.hpp>

#include <algorithm>
#include <vector>

namespace qoltanba::agent {
namespace {

namespace ip = boost::asio::ip;

std::vector<std::string> parts_of(std::string_view list, std::string_view separators) {
    std::vector<std::string> parts;
    while (!list.empty()) {
        const auto end = std::min(list.find_first_of(separators), list.size());
        if (end > 0) {
            parts.emplace_back(list.substr(0, end));
            for (auto& c : parts.back())
                if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        }
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    return parts;
}

std::string first_of(const Environment& environment, std::initializer_list<const char*> names) {
    for (const auto* name : names)
        if (auto value = environment(name)) return *std::move(value);
    return {};
}

/// One address is the network of itself.
bool network_holds(const std::string& network, const ip::address& address) {
    boost::system::error_code fault;
    if (const auto single = ip::make_address(network, fault); !fault) return single == address;
    if (address.is_v4()) {
        const auto range = ip::make_network_v4(network, fault);
        return !fault &&
               ip::network_v4(address.to_v4(), range.prefix_length()).canonical() == range.canonical();
    }
    const auto range = ip::make_network_v6(network, fault);
    return !fault && ip::network_v6(address.to_v6(), range.prefix_length()).canonical() == range.canonical();
}

std::string without_dots_around(std::string name) {
    if (name.starts_with('.')) name.erase(0, 1);
    if (name.ends_with('.')) name.pop_back();
    return name;
}

bool is_name_or_below(const std::string& host, const std::string& name) {
    return !name.empty() && host.ends_with(name) &&
           (host.size() == name.size() || host[host.size() - name.size() - 1] == '.');
}

/// `*` stands for any number of characters.
bool matches(std::string_view pattern, std::string_view text) {
    std::size_t p = 0, t = 0, star = std::string_view::npos, kept = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            kept = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p, ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++kept;
        } else {
            return false;
        }
    }
    return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

/// Without a port WinHTTP means 80, libcurl something else.
std::string with_port(std::string proxy) {
    const auto last = proxy.find_last_of(":]/");
    return last != std::string::npos && proxy[last] == ':' ? proxy : proxy + ":80";
}

}  // namespace

std::string proxy_from_environment(const HttpUrl& url, const Environment& environment) {
    if (no_proxy_names(first_of(environment, {"no_proxy", "NO_PROXY"}), url.host)) return {};
    if (url.scheme == "https")
        return first_of(environment, {"https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"});
    return first_of(environment, {"http_proxy", "all_proxy", "ALL_PROXY"});
}

bool no_proxy_names(std::string_view list, std::string_view host) {
    boost::system::error_code no_address;
    const auto address = ip::make_address(host, no_address);
    const auto name = without_dots_around(std::string(host));
    const auto parts = parts_of(list, ", \t");
    return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
        if (part == "*") return true;
        return no_address ? is_name_or_below(name, without_dots_around(part)) : network_holds(part, address);
    });
}

std::string proxy_from_windows_list(std::string_view list, std::string_view scheme) {
    for (const auto& part : parts_of(list, "; \t")) {
        const auto equals = part.find('=');
        if (equals == std::string::npos) return with_port(part);
        if (std::string_view(part).substr(0, equals) == scheme) return with_port(part.substr(equals + 1));
    }
    return {};
}

bool windows_bypass_names(std::string_view list, std::string_view host) {
    const auto parts = parts_of(list, "; \t");
    return std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
        if (part == "<local>") return host.find_first_of(".:") == std::string_view::npos;
        return matches(part, host);
    });
}

}  // namespace qoltanba::agent
