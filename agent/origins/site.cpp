#include "agent/origins/site.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

std::string_view host_of(std::string_view origin) {
    if (const auto scheme = origin.find("://"); scheme != std::string_view::npos)
        origin.remove_prefix(scheme + 3);
    if (origin.starts_with('[')) return origin.substr(0, origin.find(']') + 1);
    auto host = origin.substr(0, origin.find(':'));
    while (host.ends_with('.')) host.remove_suffix(1);  // the DNS root's: the same host
    return host;
}

bool is_address(std::string_view host) {
    return host.starts_with('[') ||
           std::all_of(host.begin(), host.end(), [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
}

/// The last labels of a host, at most this many.
std::string_view last_labels(std::string_view host, int count) {
    auto from = host.size();
    while (count-- > 0 && from != std::string_view::npos && from != 0) from = host.rfind('.', from - 1);
    return from == std::string_view::npos || from == 0 ? host : host.substr(from + 1);
}

}  // namespace

std::string site_of(std::string_view origin) {
    const auto host = host_of(origin);
    if (is_address(host)) return std::string(host);
    const auto two = last_labels(host, 2);
    const auto dot = two.find('.');
    // com.kz, gov.kz, org.kz, co.uk: registries' own second level.
    const bool registry = dot != std::string_view::npos && dot <= 3 && two.size() - dot - 1 == 2;
    return std::string(registry ? last_labels(host, 3) : two);
}

}  // namespace qoltanba::agent
