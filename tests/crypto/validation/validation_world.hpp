// What a validation says, in one line; and people whose certificates end early or are for something else.
#pragma once

#include "crypto/levels/signed_world.hpp"
#include "crypto/validation/validate.hpp"

#include <string>

namespace qoltanba::test {

/// "TOTAL-PASSED", "TOTAL-FAILED HASH_FAILURE", ...
std::string said(const crypto::Conclusion& conclusion);

/// The conclusion on a file. The reasons are told where an assertion fails.
std::string judged(const crypto::ValidationInputs& inputs, const crypto::ValidationPolicy& policy);

/// A signer of this authority whose certificate is valid between these moments.
std::unique_ptr<crypto::Signer> signer_between(const Authority& authority, Time not_before, Time not_after,
                                               std::optional<unsigned> key_usage = {});

/// A CMS over `document`.
Bytes signed_by(crypto::Signer& signer, Time claimed);
/// With a time stamp of this service over the first signature.
Bytes stamped(BytesView cms, const TimeStampAuthority& service, StampFault fault = StampFault::none);
/// A list that calls this certificate revoked.
Bytes list_revoking(const Authority& authority, const crypto::Certificate& certificate, Time revoked_at,
                    Time made_at, std::optional<int> reason = {});
Bytes empty_list(const Authority& authority, Time made_at, std::optional<Time> until = {});

}  // namespace qoltanba::test
