// Judges the answers of OCSP responders (RFC 6960, 3.2).
#pragma once

#include "crypto/revocation/ocsp_request.hpp"
#include "crypto/revocation/status.hpp"

namespace qoltanba::crypto {

enum class NonceEcho {
    not_asked,
    echoed,  ///< the answer was made for this request
    absent,  ///< the responder does not echo nonces: only the times say how fresh the answer is
};

struct OcspVerdict {
    RevocationStatus status;
    Time produced_at{};
    NonceEcho nonce = NonceEcho::not_asked;
    /// The delegated responder; nothing where the issuer itself answered.
    std::optional<Certificate> responder{};
    /// The responder's certificate lacks id-pkix-ocsp-nocheck: whether it was revoked is for the caller to
    /// ask.
    bool responder_needs_check = false;
};

/// Judges an answer to this question; `certificates` are further ones among which the responder's may be.
/// `require_nonce` makes an absent nonce an error. Errors: malformed_ocsp_response; ocsp_refused;
/// ocsp_responder_unauthorised (neither the issuer nor a responder with OCSPSigning that the issuer itself
/// certified, valid when the answer was produced); ocsp_signature_mismatch; ocsp_nonce_mismatch;
/// ocsp_nonce_missing; ocsp_certificate_mismatch; revocation_outdated; revocation_not_yet_valid.
Result<OcspVerdict> judge_ocsp_response(BytesView response, const OcspQuestion& question,
                                        const Freshness& freshness, bool require_nonce = false,
                                        std::span<const Certificate> certificates = {});

/// What an answer is about; not judged.
struct OcspInformation {
    Time produced_at{};
    std::vector<Bytes> serial_numbers{};  ///< INTEGER's value octets, of all issuers
};

/// Errors: malformed_ocsp_response, ocsp_refused.
Result<OcspInformation> read_ocsp_information(BytesView response);

/// Whether an answer, whoever made it, speaks of this certificate.
bool speaks_of(BytesView response, const OcspQuestion& question);

}  // namespace qoltanba::crypto
