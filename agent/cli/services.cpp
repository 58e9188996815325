#include "agent/cli/services.hpp"

#include "agent/network/curl_http.hpp"
#include "agent/platform/paths.hpp"
#include "agent/policy/policy_source.hpp"

#include <CLI/CLI.hpp>

namespace qoltanba::agent {
namespace {

/// The options as a policy beneath the administrator's: one parser judges both.
Result<Policy> policy_with(const ServiceOptions& options, const std::filesystem::path& home) {
    PolicyTree tree;
    if (!options.time_stamp_services.empty())
        tree.entries.push_back({"timeStampServices", options.time_stamp_services, "--tsa"});
    if (!options.proxy.empty()) tree.entries.push_back({"proxy", options.proxy, "--proxy"});
    auto administrator = read_system_policy();
    for (auto& entry : administrator.entries) tree.entries.push_back(std::move(entry));
    for (auto& problem : administrator.problems) tree.problems.push_back(std::move(problem));
    return policy_to_obey(read_policy(tree, home));
}

template <typename T>
T value_or(const std::optional<Decided<T>>& decided, T otherwise) {
    return decided ? decided->value : std::move(otherwise);
}

}  // namespace

void add_service_options(CLI::App& command, ServiceOptions& options) {
    command.add_option("--tsa", options.time_stamp_services,
                       "A time stamp service, [POLICY=]URL, in place of the national authority's; may stand "
                       "several times");
    command.add_option("--proxy", options.proxy,
                       "system, none or a proxy such as http://proxy.company.kz:3128");
    command.add_flag("--offline", options.offline, "Ask nobody whether certificates were revoked");
}

Result<Services> open_services(const ServiceOptions& options) {
    QOLTANBA_TRY(const auto user, user_folders());
    QOLTANBA_TRY(const auto policy, policy_with(options, user.home));
    EvidenceOptions evidence{.state = user.state,
                             .responders = value_or(policy.revocation_services, {}),
                             .offline = options.offline};
    if (policy.time_stamp_services) {
        evidence.time_stamp_services.clear();
        for (const auto& text : policy.time_stamp_services->value) {
            QOLTANBA_TRY(auto service, time_stamp_service_from(text));
            evidence.time_stamp_services.push_back(std::move(service));
        }
    }
    if (policy.revocation_cache_mebibytes)
        evidence.cache.all = policy.revocation_cache_mebibytes->value << 20U;
    return Services{
        std::make_unique<Evidence>(make_http(policy), std::move(evidence)),
        value_or(policy.revocation, options.offline ? RevocationRule::off : RevocationRule::warn)};
}

std::optional<crypto::Level> level_from(const std::string& name) {
    if (name == "b") return crypto::Level::b;
    if (name == "t") return crypto::Level::t;
    if (name == "lt") return crypto::Level::lt;
    if (name == "lta") return crypto::Level::lta;
    return {};
}

Result<Bytes> raise_to(crypto::Level level, BytesView cms, crypto::cms::ContentDigests* content,
                       Evidence& evidence, const crypto::Anchors& anchors) {
    const auto stamping = evidence.time_stamping(anchors);
    RevocationAsking asking(evidence.revocation_sources(), anchors);
    return LevelRaising(stamping, asking, anchors).raise(cms, content, level, {});
}

}  // namespace qoltanba::agent
