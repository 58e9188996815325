// XMLDSig (W3C xmldsig-core1) enveloped and by Id, as NCALayer writes it; compact output.
#pragma once

#include "crypto/signatures/report.hpp"
#include "crypto/signatures/signer.hpp"

#include <stop_token>
#include <string>
#include <string_view>

namespace qoltanba::crypto {

/// Both empty: the whole document, enveloped, the Signature as last child of the root.
struct XmlOptions {
    std::string signed_element_xpath{};    ///< the element to sign; it needs an attribute `Id`
    std::string signature_parent_xpath{};  ///< where the Signature goes; empty: the root
};

/// Whether this text is an XML document this project accepts. Errors: malformed_xml whose detail is the text
/// that the original's parser gives ("org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 25; XML
/// document structures must start and end within the same entity."), xml_forbidden_construct for a DTD,
/// too_large for a document beyond XmlLimits (xml_tags.hpp), canceled once `stop` is asked for. It takes
/// little more memory than the text.
Result<void> check_xml(std::string_view xml, const std::stop_token& stop = {});

struct XmlPart {
    std::string label;  ///< the element's name and Id, "<pay Id=\"p1\">"; empty: the whole document is signed
    std::string text;   ///< the canonical octets that the digest is taken of; of a whole document, as it came
};

/// What sign_xml would sign with these options, to be shown before. Errors: those of sign_xml that the
/// document and the options cause.
Result<XmlPart> part_to_sign(std::string_view xml, const XmlOptions& options);

/// The whole signed document, UTF-8, with an XML declaration of ours and no white space inside the Signature;
/// all else of the document stands as it came. Comments are not covered by the signature (xmldsig-core1,
/// 4.4.3.3). Errors: those of check_xml, malformed_xml also for a relative namespace name (it has no
/// canonical form), element_not_found (no such element, no Id on it, or an Id that another element has too);
/// those of Signer::sign.
Result<std::string> sign_xml(Signer& signer, std::string_view xml, const XmlOptions& options);

/// Judges every ds:Signature of the document, in document order. Followed are references to the whole
/// document
/// ("") and to the one element with an Id ("#part"), through the enveloped transform and canonicalisation
/// alone. Each signature is judged over the document as it is; if that fails, as it was before the signatures
/// behind it were added. A signature of an element says nothing of the rest of the document: see the
/// verdicts' `parts`. The signer's certificate stands in KeyInfo, in X509Data or in a token of WS-Security.
/// `signed_content` is what the first signature covers, reference by reference, in canonical octets; empty if
/// that signature has a fault. Errors: those of check_xml, no_signature_found, malformed_signature (more
/// signatures than the 16 that are judged); faults of one signature are in its verdict.
Result<SignatureReport> verify_xml(std::string_view xml);

}  // namespace qoltanba::crypto
