// A time stamp authority (RFC 3161) of the demonstration authority, with any fault a test wants.
#pragma once

#include "ca/authority.hpp"

#include <string>

namespace qoltanba::test {

enum class StampFault {
    none,
    refused,                    ///< status rejection, failInfo badRequest
    garbage,                    ///< octets that are no DER
    wrong_imprint,              ///< of other data
    wrong_nonce,                ///< a nonce of its own
    no_nonce,                   ///< none, though one was sent
    other_policy,               ///< a policy of its own, though one was named
    damaged_signature,          ///< an octet of the signature is another
    damaged_content,            ///< TSTInfo is another than messageDigest says
    other_content_type,         ///< the contentType attribute says id-data
    no_signing_certificate,     ///< the attribute is absent
    other_signing_certificate,  ///< the attribute has another certificate's digest
    no_certificate,             ///< the certificate is not inside
    critical_extension,         ///< TSTInfo has one that nobody knows
    two_signers,                ///< the SignerInfo stands there twice
};

/// What is wrong with the authority's certificate.
enum class StampCertificate {
    right,
    purpose_not_critical,
    two_purposes,
    other_purpose,
    cannot_sign,  ///< keyUsage is keyEncipherment alone
    expired,      ///< before the moment of the stamps
};

class TimeStampAuthority {
  public:
    /// Its clock says `now` until it is set. Throws on failure, as all members do.
    TimeStampAuthority(const Authority& issuer, Time now,
                       StampCertificate certificate = StampCertificate::right);

    void set_time(Time now) { now_ = now; }

    /// TimeStampResp to a TimeStampReq.
    [[nodiscard]] Bytes answer(BytesView request, StampFault fault = StampFault::none) const;
    /// The token alone, over the digest of these octets by the family's own algorithm, without a nonce.
    [[nodiscard]] Bytes stamp(BytesView data, StampFault fault = StampFault::none) const;

    [[nodiscard]] const crypto::Certificate& certificate() const { return identity_.certificate; }
    [[nodiscard]] crypto::DigestAlgorithm digest() const { return crypto::suite_of(family_).digest; }

    /// SHA-1 ESSCertID, as the national authority writes it, or ESSCertIDv2.
    bool signing_certificate_v2 = false;
    std::string policy = "1.2.398.3.3.2.6.4";  ///< where the request names none

  private:
    struct Question;
    [[nodiscard]] Bytes token(const Question& question, StampFault fault) const;
    [[nodiscard]] Bytes attributes(BytesView info, StampFault fault) const;

    crypto::KeyFamily family_;
    Time now_;
    Issued identity_;
    Bytes other_certificate_;
};

}  // namespace qoltanba::test
