// The element that a request for a signature names by XPath.
#pragma once

#include "crypto/signatures/xml_document.hpp"

#include <string>

namespace qoltanba::crypto {

struct ReferredElement {
    const xmlNode* element;
    std::string id;  ///< of this element alone
};

/// The element that this XPath selects, if a Reference can name it. Errors: those of XmlDocument::select;
/// element_not_found (no Id that can be referred to, or one that another element has too).
Result<ReferredElement> referred_element(const XmlDocument& document, const std::string& xpath);

}  // namespace qoltanba::crypto
