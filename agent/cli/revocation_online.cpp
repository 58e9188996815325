#include "agent/cli/revocation_online.hpp"

#include "agent/network/curl_http.hpp"
#include "agent/network/timed_http.hpp"
#include "agent/platform/paths.hpp"
#include "agent/policy/policy.hpp"
#include "agent/policy/policy_source.hpp"

namespace qoltanba::agent {

Result<void> RevocationOnline::open(std::chrono::seconds longest) {
    QOLTANBA_TRY(const auto user, user_folders());
    QOLTANBA_TRY(const auto policy, policy_to_obey(read_policy(read_system_policy(), user.home)));
    http_ = std::make_unique<TimedHttp>(make_http(policy), longest);
    cache_.emplace(user.state / "revocation");
    asking_ = std::make_unique<RevocationAsking>(
        RevocationSources{.http = http_.get(), .cache = *cache_, .silent_servers = silent_servers_},
        anchors_);
    return {};
}

}  // namespace qoltanba::agent
