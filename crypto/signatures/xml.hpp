// XMLDSig (W3C xmldsig-core1) enveloped and by Id, as NCALayer writes it; compact output.
#pragma once

#include <string>
#include <string_view>

#include "crypto/signatures/report.hpp"
#include "crypto/signatures/signer.hpp"

namespace qoltanba::crypto {

/// Both empty: the whole document, enveloped, the Signature as last child of the root.
struct XmlOptions {
    std::string signed_element_xpath;      ///< the element to sign; it needs an attribute `Id`
    std::string signature_parent_xpath;    ///< where the Signature goes; empty: the root
};

/// Whether this text is an XML document this project accepts. Errors: malformed_xml whose detail is the text
/// that the original's parser gives ("org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 25; XML
/// document structures must start and end within the same entity."), xml_forbidden_construct for a DTD.
Result<void> check_xml(std::string_view xml);

/// The whole signed document, UTF-8, with its XML declaration and no white space inside the Signature.
/// Errors: those of check_xml, element_not_found (no such element, or no Id on it).
Result<std::string> sign_xml(Signer& signer, std::string_view xml, const XmlOptions& options);

/// Judges the signatures. Only the enveloped transform, canonicalisation and same-document references are
/// followed. Errors: those of check_xml, no_signature_found, malformed_signature.
Result<SignatureReport> verify_xml(std::string_view xml);

}  // namespace qoltanba::crypto
