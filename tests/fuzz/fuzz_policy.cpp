// One policy file: whatever it holds, what is taken from it lies within its bounds, and a damaged text gives
// nothing.
#include "agent/origins/origin.hpp"
#include "agent/policy/policy.hpp"
#include "agent/policy/policy_text.hpp"

#include <cstdlib>
#include <string_view>

using namespace qoltanba;
using namespace qoltanba::agent;

namespace {

void must(bool holds) {
    if (!holds) std::abort();
}

void must_be_origins(const std::optional<Decided<std::set<std::string>>>& origins) {
    if (!origins) return;
    for (const auto& origin : origins->value) must(canonical_origin(origin) == origin);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    PolicyTree tree;
    read_policy_text(text, "fuzz.json", tree);
    must(tree.problems.empty() || tree.entries.empty());
    const auto read = read_policy(tree, "/home/person");
    const auto& policy = read.policy;
    if (policy.port) must(policy.port->value >= 1);
    if (policy.max_frame_mebibytes)
        must(policy.max_frame_mebibytes->value >= 1 && policy.max_frame_mebibytes->value <= 1024);
    if (policy.proxy) {
        const auto& proxy = policy.proxy->value;
        must(proxy == "system" || proxy == "none" || proxy.starts_with("http"));
        must(proxy.find('@') == std::string::npos);  // no password lies open
    }
    if (policy.allowed_origins) must(!policy.allowed_origins->value.empty());
    must_be_origins(policy.allowed_origins);
    must_be_origins(policy.blocked_origins);
    if (policy.key_folders)
        for (const auto& folder : policy.key_folders->value) must(folder.is_absolute());
    for (const auto& problem : read.problems) must(!problem_text(problem).empty());
    return 0;
}
