// One request to a server of the authority: a time stamp, an OCSP answer, a list of revoked certificates.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <chrono>
#include <cstddef>
#include <optional>
#include <stop_token>
#include <string>

namespace qoltanba::agent {

struct HttpRequest {
    std::string url{};                     ///< http or https
    std::string content_type{};            ///< of the body
    std::string accept{};                  ///< media type; empty: any
    std::optional<Bytes> body{};           ///< with one it is a POST, otherwise a GET
    std::size_t largest_answer = 1 << 20;  ///< octets
    std::string known_etag{};              ///< of what is there already: If-None-Match
    /// From question to answer, redirects and further attempts included; nothing: as the settings say.
    std::optional<std::chrono::milliseconds> longest{};
};

struct HttpAnswer {
    Bytes body{};
    std::string content_type{};
    std::string etag{};         ///< empty if the server named none
    bool not_modified = false;  ///< 304: what is there already is still it
};

class Http {
  public:
    virtual ~Http() = default;
    /// Blocks. An answer is one of status 200, or 304 to a known_etag. Errors: network_address_wrong (no
    /// http or https URL, or a redirect to none), network_unreachable (name, connection, an answer that
    /// breaks off), network_untrusted (the server's TLS certificate), network_proxy (the proxy cannot be
    /// reached, refuses, or wants another login), network_timed_out, network_refused (any other status, which
    /// the detail names), too_large, canceled (`stop`). A detail names the URL without user, password and
    /// query.
    [[nodiscard]] virtual Result<HttpAnswer> send(const HttpRequest& request,
                                                  const std::stop_token& stop) = 0;
};

}  // namespace qoltanba::agent
