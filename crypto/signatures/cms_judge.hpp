// Judges the signers of one SignedData. Of this folder alone.
#pragma once

#include "crypto/signatures/cms_structure.hpp"
#include "crypto/signatures/report.hpp"

#include <map>

namespace qoltanba::crypto::cms {

/// The digests of one content: each algorithm runs once, however many signers use it.
class ContentDigests {
  public:
    explicit ContentDigests(BytesView content) : content_(content) {}
    [[nodiscard]] BytesView content() const { return content_; }
    const Bytes& of(DigestAlgorithm algorithm);

  private:
    BytesView content_;
    std::map<DigestAlgorithm, Bytes> digests_;
};

/// The certificates of a SignedData; other forms than X.509 are passed over. Error: malformed_signature.
Result<std::vector<Certificate>> read_certificates(const SignedData& data);

/// What mathematics says of this signer. `content`: null where there is none to judge by (content_missing).
SignatureVerdict judge(const SignerInfo& signer, std::string_view content_type,
                       const std::vector<Certificate>& certificates, ContentDigests* content);

}  // namespace qoltanba::crypto::cms
