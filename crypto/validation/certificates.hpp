// Validation of one certificate at a moment: its chain and the status of everybody on it (ETSI EN 319 102-1,
// 5.2.6). Of this folder alone.
#pragma once

#include "crypto/levels/long_term_values.hpp"
#include "crypto/validation/validate.hpp"

#include <vector>

namespace qoltanba::crypto::validation {

/// Values with where they are from; what is known of a certificate already.
class Knowledge {
  public:
    /// All of them outlive this object. `inside` has the certificates of the signature.
    Knowledge(const ValidationPolicy& policy, const ValidationInputs& inputs, const LongTermValues& inside);

    [[nodiscard]] const ValidationPolicy& policy() const { return policy_; }
    [[nodiscard]] const std::vector<Certificate>& certificates() const { return inside_.certificates; }

    /// Further ones, not trusted by themselves, among which issuers and responders are looked for.
    void add(std::span<const Certificate> certificates);

    /// The status of this certificate that holds at this moment.
    CertificateReport status_of(const Certificate& certificate, Time at);

  private:
    struct Known {
        Time at;
        CertificateReport report;
    };

    [[nodiscard]] Freshness freshness(Time at) const;
    Result<RevocationStatus> take(Result<RevocationStatus> status) const;
    CertificateReport find(const Certificate& certificate, Time at);
    Result<RevocationStatus> ask(const Certificate& certificate, const Freshness& freshness);

    const ValidationPolicy& policy_;
    LongTermValues inside_, given_;  ///< with the certificates of both
    std::vector<Known> known_;
    std::size_t asked_ = 0;
};

/// What a certificate is judged for.
struct CertificateQuestion {
    Time at{};                         ///< what it shall vouch for existed then
    std::optional<Time> not_before{};  ///< what it shall vouch for was made after this, as is shown
    /// Of a time stamp service: what it stamped before it was retired without harm stands (RFC 3161, 4).
    std::optional<Time> stamped_at{};
};

/// Gives the conclusion, and the chain with what was found of each certificate of it.
Conclusion judge_certificate(const Certificate& certificate, const CertificateQuestion& question,
                             Knowledge& knowledge, ChainReport& chain);

}  // namespace qoltanba::crypto::validation
