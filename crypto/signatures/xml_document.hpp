// The one way XML from outside becomes a tree (libxml2): no DTD, so no entities but the five that XML itself
// has; no network, no files; bounded in depth and number; always UTF-8, whatever the declaration says,
// because the text came as text. libxml2's types stay behind this folder's own sources.
#pragma once

#include "crypto/base/freed_by.hpp"
#include "crypto/base/result.hpp"

#include <libxml/tree.h>

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace qoltanba::crypto {

inline std::string_view view_of(const xmlChar* text) {
    return text != nullptr ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view{};
}

/// For libxml2's functions; `text` must end with a terminator, as literals and std::string do.
inline const xmlChar* xml_chars(const char* text) {
    return reinterpret_cast<const xmlChar*>(text);
}

using XmlTree = std::unique_ptr<xmlDoc, FreedBy<xmlFreeDoc>>;

/// Text without the mark that some editors put before it.
std::string_view without_byte_order_mark(std::string_view text);

class XmlDocument {
  public:
    /// `text` is UTF-8; a byte order mark before it is passed over. It must outlive the document.
    /// Errors: malformed_xml with the original's text of the fault, xml_forbidden_construct (DOCTYPE),
    /// too_large (see XmlLimits).
    static Result<XmlDocument> parse(std::string_view text);

    /// Whether parse() would give a document, found without building one: it takes little more memory than
    /// the text. Errors: those of parse; canceled once `stop` is asked for.
    static Result<void> check(std::string_view text, const std::stop_token& stop);

    [[nodiscard]] xmlDoc* tree() const { return tree_.get(); }
    [[nodiscard]] xmlNode* root() const { return xmlDocGetRootElement(tree_.get()); }
    /// What was parsed, without the byte order mark.
    [[nodiscard]] std::string_view text() const { return text_; }

    /// The first element that this XPath 1.0 expression selects. Prefixes declared on the root may be used.
    /// What XmlPath does not read is for documents of 16 KiB. Error: element_not_found (nothing selected, no
    /// expression, or one that takes too long).
    [[nodiscard]] Result<xmlNode*> select(const std::string& xpath) const;

    /// The only element whose Id attribute has this value. The attribute may be Id, ID or id without
    /// namespace, xml:id or wsu:Id. Error: element_not_found (none, or several: then no reference is safe).
    [[nodiscard]] Result<xmlNode*> element_by_id(std::string_view id) const;

  private:
    XmlDocument(XmlTree tree, std::string_view text) : tree_(std::move(tree)), text_(text) {}
    [[nodiscard]] Result<xmlNode*> select_by_library(const std::string& xpath) const;

    XmlTree tree_;
    std::string_view text_;
};

/// The element after `at` in document order within `top`; nullptr behind the last one.
xmlNode* next_element(xmlNode* at, const xmlNode* top);

/// The elements directly inside.
std::vector<xmlNode*> child_elements(const xmlNode* parent);

bool is_element(const xmlNode* node, std::string_view namespace_name, std::string_view local_name);
bool is_inside(const xmlNode* node, const xmlNode* ancestor);  ///< or is the ancestor itself

/// All character data directly inside, CDATA included, comments and instructions left out. Error:
/// malformed_signature if there is an element inside.
Result<std::string> text_inside(const xmlNode* element);

std::string attribute_value(const xmlAttr* attribute);

/// The value of an attribute without namespace; empty if absent.
std::string attribute_of(const xmlNode* element, const char* name);

}  // namespace qoltanba::crypto
