// Where this system keeps the administrator's policy: /etc/qoltanba/policy.json.d on Linux, the registry's
// HKEY_LOCAL_MACHINE\Software\Policies\Qoltanba on Windows.
#pragma once

#include "agent/policy/policy_tree.hpp"

namespace qoltanba::agent {

/// Nothing set where there is no policy. What others than the administrator could have written is not taken
/// over but a problem (policy_untrusted), as is what cannot be read (input_output_failure).
PolicyTree read_system_policy();

}  // namespace qoltanba::agent
