// How what stands below asks for a certificate's status without knowing a network or a disk.
#pragma once

#include "crypto/revocation/issuing_authority.hpp"
#include "crypto/revocation/status.hpp"

#include <vector>

namespace qoltanba::crypto {

/// A status, judged, with what bears it out.
struct FoundStatus {
    RevocationStatus status{};                ///< its `evidence` is empty: the octets are below
    std::vector<Bytes> ocsp_responses{};      ///< OCSPResponse, for putting into a signature
    std::vector<Bytes> crls{};                ///< CertificateList, a complete one and perhaps its delta
    std::vector<Certificate> certificates{};  ///< of the responder, where one answered for the issuer
};

class RevocationLookup {
  public:
    virtual ~RevocationLookup() = default;
    /// Errors: of the answers as judge_ocsp_response and judge_crl tell them; revocation_unavailable where
    /// nobody could be asked, with the last cause.
    [[nodiscard]] virtual Result<FoundStatus> look_up(const Certificate& certificate,
                                                      const IssuingAuthority& issuer,
                                                      const Freshness& freshness) = 0;
};

}  // namespace qoltanba::crypto
