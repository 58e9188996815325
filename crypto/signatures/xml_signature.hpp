// A ds:Signature as it stands in a document (xmldsig-core1, 4), read strictly: every part that is judged must
// be there once and be of a kind that is safe to follow.
#pragma once

#include "crypto/algorithms/digest.hpp"
#include "crypto/certificates/certificate.hpp"
#include "crypto/signatures/xml_canonical.hpp"
#include "crypto/signatures/xml_document.hpp"

#include <optional>
#include <string>
#include <vector>

namespace qoltanba::crypto {

struct XmlReference {
    std::string uri;
    bool enveloped = false;  ///< the Signature that the Reference stands in is left out
    NamedForm form;
    DigestAlgorithm digest = DigestAlgorithm::sha256;
    Bytes digest_value;
};

struct XmlSignature {
    static constexpr std::size_t most_references = 16;

    const xmlNode* signed_info = nullptr;
    NamedForm form;  ///< of SignedInfo
    std::string method;
    std::vector<XmlReference> references;
    Bytes value;

    /// Errors: malformed_signature, unsupported_algorithm.
    static Result<XmlSignature> read(const xmlNode* signature);
};

/// The certificates in KeyInfo/X509Data, the signer's first; where there are none, the one that
/// KeyInfo/wsse:SecurityTokenReference holds or points to (see xml_security_token.hpp). Those that cannot be
/// read are passed over, the first of all excepted. Errors: signer_certificate_missing,
/// malformed_certificate, malformed_signature.
Result<std::vector<Certificate>> certificates_of(const XmlDocument& document, const xmlNode* signature);

}  // namespace qoltanba::crypto
