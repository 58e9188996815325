#include "crypto/signatures/xml_signature.hpp"

#include "crypto/base/base64.hpp"
#include "crypto/signatures/xml_names.hpp"
#include "crypto/signatures/xml_security_token.hpp"
#include "crypto/signatures/xml_text.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

Error malformed(std::string detail) {
    return fail(ErrorCode::malformed_signature, std::move(detail));
}

std::vector<xmlNode*> children_named(const xmlNode* parent, std::string_view name) {
    auto found = child_elements(parent);
    std::erase_if(found, [name](const xmlNode* child) { return !is_element(child, xml_names::dsig, name); });
    return found;
}

Result<xmlNode*> only_child(const xmlNode* parent, std::string_view name) {
    const auto found = children_named(parent, name);
    if (found.size() == 1) return found.front();
    return malformed(std::string(view_of(parent->name)) + " has " + std::to_string(found.size()) + " of " +
                     std::string(name));
}

Result<Bytes> octets_inside(const xmlNode* element) {
    QOLTANBA_TRY(const std::string text, text_inside(element));
    auto octets = from_base64(text);
    if (octets.has_value()) return std::move(*octets);
    return because(ErrorCode::malformed_signature, std::string(view_of(element->name)),
                   std::move(octets).error());
}

/// The form that this CanonicalizationMethod or Transform names, with its InclusiveNamespaces.
Result<NamedForm> form_of(const xmlNode* element) {
    const auto uri = attribute_of(element, "Algorithm");
    auto form = canonical_form_by_uri(uri);
    if (!form) return fail(ErrorCode::unsupported_algorithm, uri);
    for (const xmlNode* child : child_elements(element)) {
        if (!form->form.exclusive || !is_element(child, xml_names::c14n_exclusive, "InclusiveNamespaces")) {
            return malformed("a parameter that the canonicalisation does not have");
        }
        const auto list = attribute_of(child, "PrefixList");
        for (std::size_t at = 0; (at = list.find_first_not_of(" \t\r\n", at)) != std::string::npos;) {
            const auto end = std::min(list.find_first_of(" \t\r\n", at), list.size());
            form->form.inclusive_prefixes.push_back(list.substr(at, end - at));
            at = end;
        }
    }
    return *form;
}

/// Enveloped first or not at all, then one canonicalisation; inclusive without comments where none is named
/// (xmldsig-core1, 4.4.3.2).
Result<void> read_transforms(const xmlNode* reference, XmlReference& to) {
    const auto lists = children_named(reference, "Transforms");
    if (lists.size() > 1) return malformed("several Transforms in a Reference");
    if (lists.empty()) return {};
    bool canonicalised = false;
    for (const xmlNode* transform : child_elements(lists.front())) {
        if (!is_element(transform, xml_names::dsig, "Transform")) return malformed("not a Transform");
        if (canonicalised)
            return fail(ErrorCode::unsupported_algorithm, "a transform after canonicalisation");
        if (attribute_of(transform, "Algorithm") == xml_names::enveloped) {
            to.enveloped = true;
            continue;
        }
        QOLTANBA_TRY(to.form, form_of(transform));
        canonicalised = true;
    }
    return {};
}

Result<XmlReference> read_reference(const xmlNode* element) {
    XmlReference reference;
    if (xmlHasNsProp(element, xml_chars("URI"), nullptr) == nullptr)
        return malformed("a Reference without URI");
    reference.uri = attribute_of(element, "URI");
    QOLTANBA_CHECK(read_transforms(element, reference));
    QOLTANBA_TRY(const xmlNode* method, only_child(element, "DigestMethod"));
    const auto uri = attribute_of(method, "Algorithm");
    const auto digest = digest_by_xml(uri);
    if (!digest) return fail(ErrorCode::unsupported_algorithm, uri);
    reference.digest = *digest;
    QOLTANBA_TRY(const xmlNode* value, only_child(element, "DigestValue"));
    QOLTANBA_TRY(reference.digest_value, octets_inside(value));
    return reference;
}

}  // namespace

Result<XmlSignature> XmlSignature::read(const xmlNode* signature) {
    XmlSignature read;
    QOLTANBA_TRY(read.signed_info, only_child(signature, "SignedInfo"));
    QOLTANBA_TRY(const xmlNode* form, only_child(read.signed_info, "CanonicalizationMethod"));
    QOLTANBA_TRY(read.form, form_of(form));
    QOLTANBA_TRY(const xmlNode* method, only_child(read.signed_info, "SignatureMethod"));
    read.method = attribute_of(method, "Algorithm");
    const auto references = children_named(read.signed_info, "Reference");
    if (references.empty() || references.size() > most_references)
        return malformed("the number of References");
    for (const xmlNode* element : references) {
        QOLTANBA_TRY(XmlReference reference, read_reference(element));
        read.references.push_back(std::move(reference));
    }
    QOLTANBA_TRY(const xmlNode* value, only_child(signature, "SignatureValue"));
    QOLTANBA_TRY(read.value, octets_inside(value));
    return read;
}

Result<std::vector<Certificate>> certificates_of(const XmlDocument& document, const xmlNode* signature) {
    std::vector<Certificate> certificates;
    const auto infos = children_named(signature, "KeyInfo");
    for (const xmlNode* info : infos) {
        for (const xmlNode* data : children_named(info, "X509Data")) {
            for (const xmlNode* element : children_named(data, "X509Certificate")) {
                QOLTANBA_TRY(const Bytes octets, octets_inside(element));
                auto certificate = Certificate::from_der(octets);
                if (certificate.has_error() && certificates.empty()) return std::move(certificate).error();
                if (certificate.has_value()) certificates.push_back(std::move(*certificate));
            }
        }
    }
    if (!certificates.empty()) return certificates;
    if (infos.size() == 1) {
        QOLTANBA_TRY(auto token, security_token_of(document, infos.front()));
        if (token) return std::vector{*std::move(token)};
    }
    return fail(ErrorCode::signer_certificate_missing, "no certificate in KeyInfo");
}

}  // namespace qoltanba::crypto
