// Judges the signers of one SignedData.
#pragma once

#include "crypto/certificates/certificate.hpp"
#include "crypto/cms/content_digests.hpp"

#include <optional>
#include <vector>

namespace qoltanba::crypto::cms {

/// What mathematics says of one signer.
struct Verdict {
    std::optional<Certificate> certificate;  ///< the signer's; nothing if it is not among those given
    std::optional<KeyFamily> family;
    std::optional<DigestAlgorithm> digest;
    std::optional<Time> signing_time;  ///< claimed by the signer
    std::optional<Error> fault;        ///< nothing: digest and signature are right
    /// The fault is that the signature, itself right, was made under another certificate of the same key.
    bool names_another_certificate = false;
};

/// The certificates of a SignedData; other forms than X.509 are passed over. Error: malformed_signature.
Result<std::vector<Certificate>> read_certificates(const SignedData& data);

/// `content`: null where there is none to judge by (content_missing).
Verdict judge(const SignerInfo& signer, std::string_view content_type,
              const std::vector<Certificate>& certificates, ContentDigests* content);

}  // namespace qoltanba::crypto::cms
