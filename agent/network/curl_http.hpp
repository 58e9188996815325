// HTTP by libcurl: http and https alone, also in redirects; no cookies, no .netrc, no configuration file, no
// compressed answers, TLS always verified.
#pragma once

#include "agent/network/http.hpp"
#include "agent/network/network_settings.hpp"
#include "agent/network/system_proxy.hpp"

#include <chrono>
#include <functional>
#include <memory>

namespace qoltanba::agent {

/// The proxy for a URL, or an empty text: none.
using ProxyLookup = std::function<std::string(const std::string& url)>;

/// Safe to use from several threads; each request has a connection of its own.
class CurlHttp final : public Http {
  public:
    explicit CurlHttp(NetworkSettings settings, ProxyLookup system_proxy = system_proxy_for);

    [[nodiscard]] Result<HttpAnswer> send(const HttpRequest& request, const std::stop_token& stop) override;

  private:
    [[nodiscard]] std::string proxy_for(const std::string& url) const;
    using Clock = std::chrono::steady_clock;
    [[nodiscard]] Result<HttpAnswer> send_once(const HttpRequest& request, Clock::time_point end,
                                               const std::stop_token& stop, bool& worth_repeating) const;

    NetworkSettings settings_;
    ProxyLookup system_proxy_;
};

/// What the program and the command use.
std::unique_ptr<Http> make_http(const Policy& administrator);

}  // namespace qoltanba::agent
