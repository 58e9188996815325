// One request to one address over libcurl: what happened, not yet judged.
#pragma once

#include "agent/network/http.hpp"
#include "agent/network/network_settings.hpp"

#include <curl/curl.h>

#include <stop_token>
#include <string>

namespace qoltanba::agent {

struct Transfer {
    CURLcode code = CURLE_OK;
    std::string message{};  ///< libcurl's, without any address that has a password
    bool canceled = false;
    bool too_large = false;
    bool connected = false;  ///< to the service, through whatever proxy; the request went out
    long status = 0;
    long proxy_status = 0;   ///< of its answer to CONNECT
    std::string redirect{};  ///< absolute; of any scheme
    HttpAnswer answer{};
};

/// Follows no redirect; takes no longer than the request says. `proxy` is empty for none. Returns soon after
/// `stop` was requested.
Transfer transfer(const NetworkSettings& settings, const HttpRequest& request, const std::string& proxy,
                  const std::stop_token& stop);

}  // namespace qoltanba::agent
