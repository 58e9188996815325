#include "agent/network/proxy_lists.hpp"
#include "agent/network/system_proxy.hpp"

namespace qoltanba::agent {

std::string system_proxy_for(const std::string& url) {
    const auto read = read_http_url(url);
    return read ? proxy_from_environment(*read, process_environment) : std::string();
}

}  // namespace qoltanba::agent
