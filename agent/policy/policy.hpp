// What the administrator decided for this computer. Each key is there only where it was set; who obeys it
// asks here first, then the command line, then the person's settings, then the default.
#pragma once

#include "agent/policy/policy_tree.hpp"
#include "crypto/base/result.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::agent {

template <typename T>
struct Decided {
    T value;
    std::string where;  ///< the file, or the registry's key
};

/// What holds where the status of a key's certificate cannot be learnt before it signs.
enum class RevocationRule {
    off,     ///< nobody is asked
    warn,    ///< the person is told and decides
    refuse,  ///< the key does not sign
};
/// The policy's words; nothing for any other.
std::optional<RevocationRule> revocation_rule_from(std::string_view word);
std::string_view name_of(RevocationRule rule);

/// What a page gets that asks for a time stamp when no service can be reached.
enum class OfflineStamp {
    refuse,  ///< an error
    queue,   ///< the signature without it; a copy is stamped later
};
std::optional<OfflineStamp> offline_stamp_from(std::string_view word);
std::string_view name_of(OfflineStamp rule);

/// The keys of installer/policy/policy.schema.json, which says what each means.
struct Policy {
    std::optional<Decided<std::uint16_t>> port;
    std::optional<Decided<std::set<std::string>>> allowed_origins;  ///< in the form of canonical_origin
    std::optional<Decided<std::set<std::string>>> blocked_origins;  ///< likewise
    std::optional<Decided<std::vector<std::filesystem::path>>> key_folders;
    std::optional<Decided<std::vector<std::string>>> storages;
    std::optional<Decided<std::vector<std::filesystem::path>>> token_modules;
    std::optional<Decided<std::filesystem::path>> anchors;
    std::optional<Decided<Language>> language;
    std::optional<Decided<bool>> allow_local_clients;
    std::optional<Decided<std::size_t>> max_frame_mebibytes;
    std::optional<Decided<std::string>> proxy;  ///< "system", "none", or scheme://host:port in lower case
    std::optional<Decided<unsigned>> network_timeout_seconds;
    /// "1.2.398.3.3.2.6.4=http://tsp.example.kz", or the URL alone.
    std::optional<Decided<std::vector<std::string>>> time_stamp_services;
    std::optional<Decided<OfflineStamp>> time_stamp_offline;
    std::optional<Decided<RevocationRule>> revocation;
    std::optional<Decided<std::vector<std::string>>> revocation_services;  ///< URLs of OCSP responders
    std::optional<Decided<std::size_t>> revocation_cache_mebibytes;

    /// Whether a page of this origin may ask. Local programs, which have none, are not judged here:
    /// allow_local_clients speaks of them.
    [[nodiscard]] bool permits_origin(const std::string& origin) const;
    [[nodiscard]] bool permits_storage(std::string_view name) const;
};

struct ReadPolicy {
    Policy policy;
    std::vector<PolicyProblem> problems;
};

/// Everything that can be obeyed, and all that is wrong: the tree's own problems, policy_key_unknown,
/// policy_value_wrong. `home` stands for the `~` of folders.
ReadPolicy read_policy(const PolicyTree& tree, const std::filesystem::path& home);

/// A key that this version does not know is a later version's or a slip, a file that is not read a note or a
/// slip: worth telling, no reason to stop.
/// All else is: an agent that obeyed half a policy would let happen what the other half forbids.
bool is_fatal(const PolicyProblem& problem);

/// "/etc/…/10.json: port: policy_value_wrong: must be …", for logs.
std::string problem_text(const PolicyProblem& problem);

/// The policy, if nothing is fatally wrong with it. Error: policy_invalid, whose cause is the first problem.
Result<Policy> policy_to_obey(const ReadPolicy& read);

}  // namespace qoltanba::agent
