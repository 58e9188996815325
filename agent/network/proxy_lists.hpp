// How systems write down which proxy is for what.
#pragma once

#include "agent/network/url.hpp"
#include "agent/platform/paths.hpp"

#include <string>
#include <string_view>

namespace qoltanba::agent {

/// By the variables that libcurl knows: http_proxy (in lower case alone: a web server sets HTTP_PROXY from a
/// request's header), https_proxy, HTTPS_PROXY, all_proxy, ALL_PROXY; no_proxy and NO_PROXY name hosts that
/// are reached without one. Empty: none.
std::string proxy_from_environment(const HttpUrl& url, const Environment& environment);

/// Whether a list of no_proxy names the host: "*", a name with all that is below it, an address, or a network
/// such as 10.0.0.0/8; parted by commas or spaces.
bool no_proxy_names(std::string_view list, std::string_view host);

/// WinHTTP's list, "proxy:8080" or "http=proxy:8080;https=other:8443", of which the first that fits counts.
/// Empty: none for this scheme.
std::string proxy_from_windows_list(std::string_view list, std::string_view scheme);

/// WinHTTP's exceptions: patterns with *, and <local> for names without a dot; parted by semicolons or
/// spaces.
bool windows_bypass_names(std::string_view list, std::string_view host);

}  // namespace qoltanba::agent
