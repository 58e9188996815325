#include "agent/network/network_settings.hpp"

namespace qoltanba::agent {

NetworkSettings network_settings_of(const Policy& administrator) {
    NetworkSettings settings;
    if (const auto& proxy = administrator.proxy) {
        if (proxy->value == "none")
            settings.proxy = {Proxy::Mode::none, {}};
        else if (proxy->value != "system")
            settings.proxy = {Proxy::Mode::given, proxy->value};
    }
    if (const auto& timeout = administrator.network_timeout_seconds)
        settings.silence = std::chrono::seconds(timeout->value);
    return settings;
}

}  // namespace qoltanba::agent
