// What a page asks of the key: keyType of commonUtils, signerParams of basics.
#pragma once

#include "crypto/certificates/chain.hpp"

#include <string>
#include <vector>

namespace qoltanba::crypto {

/// commonUtils keyType. AUTHENTICATION also accepts the single GOST-2015 key, which serves both uses.
enum class Purpose { any, authentication, signature };

enum class ChainRule {
    not_asked,  ///< commonUtils: an untrusted certificate is shown as such but may sign
    national,   ///< basics, chain absent: must chain to the anchors
    given,      ///< basics, chain with certificates: must chain to those
    none,       ///< basics, chain []: not built
};

struct CertificateFilter {
    Purpose purpose = Purpose::any;
    std::vector<std::string> extended_key_usage{};  ///< all of them must be present
    std::string iin{};                              ///< empty: not asked
    std::string bin{};
    std::string serial_number{};  ///< hex (any case, colons or not) or decimal; empty: not asked
    ChainRule chain = ChainRule::not_asked;
    std::vector<Certificate> chain_certificates{};  ///< for ChainRule::given
    bool allow_expired = false;  ///< then the chain is judged on the certificate's last day
    bool allow_revoked = false;  ///< kept for when revocation is judged
};

/// Nothing if the certificate fits, otherwise why not, asked in this order: certificate_purpose_mismatch,
/// certificate_holder_mismatch, certificate_expired or certificate_not_yet_valid, certificate_untrusted.
Result<void> fits(const Certificate& certificate, const CertificateFilter& filter, const Anchors& anchors,
                  Time at);

}  // namespace qoltanba::crypto
