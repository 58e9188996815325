// Where SOAP messages keep the signer's certificate (OASIS WS-Security 1.1, 6.3 and 7; X.509 token profile).
#pragma once

#include "crypto/certificates/certificate.hpp"
#include "crypto/signatures/xml_document.hpp"

#include <optional>

namespace qoltanba::crypto {

/// The X.509 v3 certificate of KeyInfo/wsse:SecurityTokenReference: in its wsse:KeyIdentifier, or in the one
/// wsse:BinarySecurityToken of this document whose wsu:Id its wsse:Reference names. Nothing if KeyInfo has no
/// SecurityTokenReference. Errors: signer_certificate_missing, for other forms of tokens and references and
/// for an Id that no element or more than one has; malformed_certificate; malformed_signature.
Result<std::optional<Certificate>> security_token_of(const XmlDocument& document, const xmlNode* key_info);

}  // namespace qoltanba::crypto
