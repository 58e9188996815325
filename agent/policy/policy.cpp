#include "agent/policy/policy.hpp"

#include "agent/policy/policy_keys.hpp"

#include <algorithm>

namespace qoltanba::agent {

std::optional<RevocationRule> revocation_rule_from(std::string_view word) {
    for (const auto rule : {RevocationRule::off, RevocationRule::warn, RevocationRule::refuse})
        if (name_of(rule) == word) return rule;
    return {};
}

std::string_view name_of(RevocationRule rule) {
    switch (rule) {
        case RevocationRule::off:
            return "off";
        case RevocationRule::warn:
            return "warn";
        case RevocationRule::refuse:
            return "refuse";
    }
    return "refuse";
}

std::optional<OfflineStamp> offline_stamp_from(std::string_view word) {
    for (const auto rule : {OfflineStamp::refuse, OfflineStamp::queue})
        if (name_of(rule) == word) return rule;
    return {};
}

std::string_view name_of(OfflineStamp rule) {
    return rule == OfflineStamp::queue ? "queue" : "refuse";
}

bool Policy::permits_origin(const std::string& origin) const {
    if (origin.empty()) return true;
    if (blocked_origins && blocked_origins->value.contains(origin)) return false;
    return !allowed_origins || allowed_origins->value.contains(origin);
}

bool Policy::permits_storage(std::string_view name) const {
    if (!storages) return true;
    return std::find(storages->value.begin(), storages->value.end(), name) != storages->value.end();
}

ReadPolicy read_policy(const PolicyTree& tree, const std::filesystem::path& home) {
    ReadPolicy read{.policy = {}, .problems = tree.problems};
    for (const auto& entry : tree.entries) {
        const auto* key = find_policy_key(entry.key);
        const auto put = key == nullptr ? Result<void>(fail(ErrorCode::policy_key_unknown))
                                        : key->put(read.policy, entry, home);
        if (!put) read.problems.push_back({entry.where, entry.key, put.error()});
    }
    return read;
}

bool is_fatal(const PolicyProblem& problem) {
    const auto code = problem.error.code;
    return code != ErrorCode::policy_key_unknown && code != ErrorCode::policy_file_passed_over;
}

std::string problem_text(const PolicyProblem& problem) {
    auto text = problem.where + ": ";
    if (!problem.key.empty()) text += problem.key + ": ";
    return text + describe(problem.error);
}

Result<Policy> policy_to_obey(const ReadPolicy& read) {
    const auto fatal = std::find_if(read.problems.begin(), read.problems.end(), is_fatal);
    if (fatal == read.problems.end()) return read.policy;
    const auto place = fatal->key.empty() ? fatal->where : fatal->where + ": " + fatal->key;
    return because(ErrorCode::policy_invalid, place, fatal->error);
}

}  // namespace qoltanba::agent
