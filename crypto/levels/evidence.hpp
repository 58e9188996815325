// What values at hand, such as those inside a signature, say of a certificate.
#pragma once

#include "crypto/levels/judge.hpp"
#include "crypto/levels/long_term_values.hpp"

namespace qoltanba::crypto::levels {

/// The status that the freshest of these values tell, the revoked before the good, even where it has run out.
/// `values.certificates` are where its issuer and the responder's certificate are looked for beside the
/// anchors. A responder without id-pkix-ocsp-nocheck counts if a list among the values does not call it
/// revoked. That a certificate was good counts only if it was said before the certificate's end: later its
/// entry may be gone (RFC 5280, 3.3). The status points into the values. Error: evidence_missing with the
/// last cause.
Result<RevocationStatus> status_of(const Certificate& certificate, const LongTermValues& values,
                                   const Anchors& anchors, const Freshness& freshness);

}  // namespace qoltanba::crypto::levels
