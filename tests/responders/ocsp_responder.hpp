// An OCSP responder (RFC 6960) of the demonstration authority, with any fault a test wants.
#pragma once

#include "ca/authority.hpp"

namespace qoltanba::test {

/// Who answers.
enum class Responder {
    delegated,         ///< with OCSPSigning and id-pkix-ocsp-nocheck
    delegated_by_key,  ///< the same, named by its key
    issuer,            ///< the authority itself
    without_no_check,
    without_purpose,  ///< extKeyUsage has no OCSPSigning
    cannot_sign,      ///< keyUsage is keyEncipherment alone
    expired,
    of_other_authority,  ///< certified by an authority of the same name with another key
};

enum class OcspFault {
    none,
    try_later,
    garbage,
    no_nonce,
    wrong_nonce,
    other_certificate,  ///< the CertID is of another serial number
    other_issuer,       ///< the CertID is of another issuer's key
    damaged_signature,
    critical_extension,
    no_certificate,  ///< the responder's is not inside
};

struct OcspAnswer {
    enum class Status { good, revoked, unknown, never_issued } status = Status::good;
    Time revoked_at{};
    std::optional<int> reason{};
    std::optional<Time> this_update{};  ///< nothing: now
    std::optional<Time> next_update{};
    OcspFault fault = OcspFault::none;
};

/// What an OCSPRequest asks of its first certificate.
struct AskedCertificate {
    Bytes issuer_key_hash;
    Bytes serial_number;  ///< INTEGER's value octets
};
AskedCertificate asked_certificate(BytesView request);

class OcspResponder {
  public:
    /// Its clock says `now` until it is set. Throws on failure, as all members do.
    OcspResponder(const Authority& issuer, Time now, Responder kind = Responder::delegated);

    void set_time(Time now) { now_ = now; }

    /// OCSPResponse to an OCSPRequest about its first certificate.
    [[nodiscard]] Bytes answer(BytesView request, const OcspAnswer& answer = {}) const;

  private:
    const Authority& issuer_;
    Time now_;
    Responder kind_;
    Issued identity_;
};

}  // namespace qoltanba::test
