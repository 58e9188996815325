// One of the two stores of root certificates that Windows has for a person's browsers.
#pragma once

#include "agent/platform/trust_store.hpp"

namespace qoltanba::agent {

/// The system joins the two for every program. The machine's is an administrator's to change; the user's the
/// user's, whom Windows itself asks first.
enum class RootsOf { user, machine };

/// Makes the store hold `ca` (nothing: none of ours) and no earlier one that the list in `folder` (file
/// "trusted-ca") names. What somebody else put there stays. Errors: trust_store_failure;
/// input_output_failure.
Result<TrustState> bring_roots_up_to_date(RootsOf whose, const std::filesystem::path& folder,
                                          const std::optional<TrustedCa>& ca);

/// Changes nothing. Errors: likewise.
Result<TrustState> look_at_roots(RootsOf whose, const std::filesystem::path& folder, const TrustedCa& ca);

}  // namespace qoltanba::agent
