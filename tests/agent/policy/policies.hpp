// Policies written in a test.
#pragma once

#include "agent/policy/policy.hpp"
#include "agent/policy/policy_text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::test {

/// What whole paths begin with on this system: "/", "C:/".
inline const std::string root = std::filesystem::temp_directory_path().root_path().generic_string();
inline const std::filesystem::path home = root + "home/person";

/// What a file of this content says.
inline agent::ReadPolicy read_text_as_policy(std::string_view json) {
    agent::PolicyTree tree;
    agent::read_policy_text(json, "10-test.json", tree);
    return agent::read_policy(tree, home);
}

/// The codes of all that is wrong, in order.
inline std::vector<ErrorCode> codes_of(const std::vector<agent::PolicyProblem>& problems) {
    std::vector<ErrorCode> codes;
    for (const auto& problem : problems) codes.push_back(problem.error.code);
    return codes;
}

}  // namespace qoltanba::test
