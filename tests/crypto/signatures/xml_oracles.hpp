// Others' judgement of XML: libxml2's own canonicalisation, and xmlsec1.
#pragma once

#include "crypto/certificates/certificate.hpp"
#include "crypto/signatures/openssl_tool.hpp"
#include "crypto/signatures/xml_canonical.hpp"

namespace qoltanba::test {

/// The canonical form by libxml2, of the document or of one element, less one element.
std::string library_canonical(const crypto::XmlDocument& document, const xmlNode* apex,
                              const crypto::CanonicalForm& form, const xmlNode* left_out = nullptr);

/// xmlsec1 --verify with this certificate trusted; `id_of` names the element type whose Id attribute is an
/// ID.
ToolRun xmlsec_verify(std::string_view xml, const crypto::Certificate& trusted,
                      const std::string& id_of = {});

/// The element of this local name; the test fails where there is none.
xmlNode* element_named(const crypto::XmlDocument& document, std::string_view local_name);

inline bool contains(std::string_view text, std::string_view piece) {
    return text.find(piece) != std::string_view::npos;
}

/// A document that lives as long as its text.
struct Parsed {
    explicit Parsed(std::string_view xml);
    std::string text;
    Result<crypto::XmlDocument> result;
    const crypto::XmlDocument& operator*() const { return *result; }
    const crypto::XmlDocument* operator->() const { return &*result; }
};

}  // namespace qoltanba::test
