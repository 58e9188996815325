// Addresses of services. They come from policies, from certificates and from redirects.
#pragma once

#include "crypto/base/result.hpp"

#include <string>
#include <string_view>

namespace qoltanba::agent {

struct HttpUrl {
    std::string scheme;  ///< "http" or "https"
    std::string host;    ///< in lower case; an IPv6 address without brackets
};

/// Error: network_address_wrong for what is not an http or https URL with a host.
Result<HttpUrl> read_http_url(const std::string& url);

/// The URL without user, password, query and fragment, which may be nobody else's to read; for errors and
/// logs. A fixed text for what is no URL.
std::string tellable(const std::string& url);

}  // namespace qoltanba::agent
