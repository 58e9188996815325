#include "agent/network/network_settings.hpp"

#include "support/catch.hpp"

namespace qoltanba::test {
namespace {

using agent::Decided;
using agent::Proxy;

agent::NetworkSettings with_proxy(const std::string& proxy) {
    agent::Policy policy;
    policy.proxy = Decided<std::string>{proxy, "10-test.json"};
    return agent::network_settings_of(policy);
}

TEST_CASE("without a policy the system's proxy leads outside") {
    const auto settings = agent::network_settings_of({});
    CHECK(settings.proxy.mode == Proxy::Mode::system);
    CHECK(settings.silence == std::chrono::seconds{30});
    CHECK(settings.authorities.empty());
}

TEST_CASE("the administrator names the proxy, none, or the system's") {
    CHECK(with_proxy("system").proxy.mode == Proxy::Mode::system);
    CHECK(with_proxy("none").proxy.mode == Proxy::Mode::none);
    const auto given = with_proxy("http://proxy.company.kz:3128").proxy;
    CHECK(given.mode == Proxy::Mode::given);
    CHECK(given.url == "http://proxy.company.kz:3128");
}

TEST_CASE("the administrator says how long a service may be silent") {
    agent::Policy policy;
    policy.network_timeout_seconds = Decided<unsigned>{7, "10-test.json"};
    CHECK(agent::network_settings_of(policy).silence == std::chrono::seconds{7});
}

}  // namespace
}  // namespace qoltanba::test
