#include "crypto/signatures/xml_part.hpp"

#include "crypto/signatures/xml.hpp"
#include "crypto/signatures/xml_canonical.hpp"
#include "crypto/signatures/xml_text.hpp"

namespace qoltanba::crypto {
namespace {

bool is_ncname(std::string_view text) {
    XmlCursor at(text);
    if (!is_name_start(at.peek())) return false;
    for (; at.peek() != XmlCursor::end; at.advance()) {
        if (!is_name_character(at.peek()) || at.peek() == ':') return false;
    }
    return true;
}

std::string qualified_name(const xmlNode* element) {
    std::string name(view_of(element->name));
    if (element->ns == nullptr || element->ns->prefix == nullptr) return name;
    return std::string(view_of(element->ns->prefix)) + ":" + name;
}

}  // namespace

Result<ReferredElement> referred_element(const XmlDocument& document, const std::string& xpath) {
    QOLTANBA_TRY(const xmlNode* element, document.select(xpath));
    auto id = attribute_of(element, "Id");
    if (!is_ncname(id))
        return fail(ErrorCode::element_not_found, "the element to sign has no Id that can be referred to");
    QOLTANBA_TRY(const xmlNode* referred, document.element_by_id(id));
    if (referred != element)
        return fail(ErrorCode::element_not_found, "another element has the Id of the one to sign");
    return ReferredElement{element, std::move(id)};
}

Result<XmlPart> part_to_sign(std::string_view xml, const XmlOptions& options) {
    QOLTANBA_TRY(const auto document, XmlDocument::parse(xml));
    if (!options.signature_parent_xpath.empty()) {
        QOLTANBA_CHECK(document.select(options.signature_parent_xpath));
    }
    if (options.signed_element_xpath.empty()) return XmlPart{.label = {}, .text = std::string(xml)};
    QOLTANBA_TRY(const auto part, referred_element(document, options.signed_element_xpath));
    QOLTANBA_TRY(const auto octets, canonical_octets(part.element, {}));
    return XmlPart{.label = "<" + qualified_name(part.element) + " Id=\"" + part.id + "\">",
                   .text = std::string(text_of(octets))};
}

}  // namespace qoltanba::crypto
