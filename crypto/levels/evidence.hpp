// Finds what long-term values say of a certificate. Of this folder alone.
#pragma once

#include "crypto/levels/judge.hpp"
#include "crypto/levels/long_term_values.hpp"

namespace qoltanba::crypto::levels {

/// The status at this moment, or as it was told later. `values.certificates` are where its issuer and the
/// responder's certificate are looked for beside the anchors. Error: evidence_missing with the last cause.
Result<RevocationStatus> status_of(const Certificate& certificate, const LongTermValues& values,
                                   const Anchors& anchors, Time at);

}  // namespace qoltanba::crypto::levels
