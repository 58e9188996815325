// A policy file put into force by an installer, where the system keeps policies elsewhere than in files.
#pragma once

#include "agent/policy/policy_tree.hpp"
#include "crypto/base/result.hpp"

namespace qoltanba::agent {

/// Windows, whose policies stand in the registry. On Linux a file in /etc/qoltanba/policy.json.d is in force
/// as it lies there.
bool can_install_policy();

/// Writes the entries of a policy without problems into the registry, in place of those of an earlier
/// installation, and remembers their names. For administrators. Errors: policy_invalid for one with problems;
/// input_output_failure.
Result<void> install_policy(const PolicyTree& policy);

/// Takes back what install_policy wrote; what Group Policy set besides stays. Error: input_output_failure.
Result<void> remove_installed_policy();

}  // namespace qoltanba::agent
