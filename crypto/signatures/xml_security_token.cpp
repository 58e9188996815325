#include "crypto/signatures/xml_security_token.hpp"

#include "crypto/base/base64.hpp"
#include "crypto/signatures/xml_names.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

Error missing(std::string detail) {
    return fail(ErrorCode::signer_certificate_missing, std::move(detail));
}

/// The encoding may be left out where Base64Binary is the only one.
Result<Certificate> certificate_in(const xmlNode* element) {
    const auto type = attribute_of(element, "ValueType");
    if (type != xml_names::x509_token) return missing("a security token of the type " + type);
    const auto encoding = attribute_of(element, "EncodingType");
    if (!encoding.empty() && encoding != xml_names::base64_token)
        return missing("a security token in the encoding " + encoding);
    QOLTANBA_TRY(const auto text, text_inside(element));
    const auto octets = from_base64(text);
    if (octets.has_error())
        return because(ErrorCode::malformed_signature, "a security token", octets.error());
    return Certificate::from_der(*octets);
}

/// A direct reference (7.2).
Result<Certificate> certificate_at(const XmlDocument& document, const xmlNode* reference) {
    const auto uri = attribute_of(reference, "URI");
    if (!uri.starts_with('#')) return missing("a security token outside of the document");
    const auto token = document.element_by_id(std::string_view(uri).substr(1));
    if (token.has_error())
        return because(ErrorCode::signer_certificate_missing, "the security token " + uri, token.error());
    if (!is_element(*token, xml_names::wsse, "BinarySecurityToken"))
        return missing(uri + " is no BinarySecurityToken");
    return certificate_in(*token);
}

}  // namespace

Result<std::optional<Certificate>> security_token_of(const XmlDocument& document, const xmlNode* key_info) {
    auto references = child_elements(key_info);
    std::erase_if(references, [](const xmlNode* child) {
        return !is_element(child, xml_names::wsse, "SecurityTokenReference");
    });
    if (references.empty()) return std::optional<Certificate>{};
    const auto parts = child_elements(references.front());
    if (references.size() > 1 || parts.size() != 1) return missing("not one security token alone");
    const auto* part = parts.front();
    if (is_element(part, xml_names::wsse, "KeyIdentifier")) {
        QOLTANBA_TRY(auto certificate, certificate_in(part));
        return std::optional(std::move(certificate));
    }
    if (is_element(part, xml_names::wsse, "Reference")) {
        QOLTANBA_TRY(auto certificate, certificate_at(document, part));
        return std::optional(std::move(certificate));
    }
    return missing("a security token by " + std::string(view_of(part->name)));
}

}  // namespace qoltanba::crypto
