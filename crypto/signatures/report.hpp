// What a verifier says of a signed thing, before anybody asks whom to trust.
#pragma once

#include "crypto/certificates/certificate.hpp"

#include <optional>
#include <string>
#include <vector>

namespace qoltanba::crypto {

/// One signature and what mathematics says of it. Trust in the certificate is judged apart (judge_chain).
struct SignatureVerdict {
    std::optional<Certificate> certificate;  ///< the signer's; nothing if it is not in the signature
    std::optional<KeyFamily> family;
    std::optional<DigestAlgorithm> digest;
    std::optional<Time> signing_time;  ///< claimed by the signer
    /// XML: what of the document it covers. "" is the whole document, "#part" the element with that Id.
    std::vector<std::string> references;
    std::optional<Error> fault;  ///< nothing: digest and signature are right
};

struct SignatureReport {
    std::vector<SignatureVerdict> signatures;
    Bytes signed_content;  ///< the octets that the signatures cover (CMS content, canonical XML)
    std::vector<Certificate> certificates;  ///< all that came along

    /// At least one signature, and none with a fault.
    [[nodiscard]] bool intact() const;
};

}  // namespace qoltanba::crypto
