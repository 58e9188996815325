// The proxy that the system names for a URL. Linux: http_proxy, https_proxy, all_proxy and no_proxy of the
// environment. Windows: the person's internet settings, an automatic configuration (PAC, WPAD) among them.
#pragma once

#include <string>

namespace qoltanba::agent {

/// As libcurl takes it, a user and password in it where the environment has them; empty: none.
std::string system_proxy_for(const std::string& url);

}  // namespace qoltanba::agent
