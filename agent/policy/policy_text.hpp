// One policy file: a JSON object whose members are keys of the policy.
#pragma once

#include "agent/policy/policy_tree.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace qoltanba::agent {

/// Octets of one file; thousands of sites fit.
inline constexpr std::size_t longest_policy_text = std::size_t{1} << 20U;

/// Adds the text's entries to the tree, or a problem: too_large, or policy_damaged for a text that is no JSON
/// (RFC 8259), no object, or names a key twice. A faulty text adds no entry. "$schema" is for editors and
/// passed over.
void read_policy_text(std::string_view text, const std::string& where, PolicyTree& tree);

}  // namespace qoltanba::agent
