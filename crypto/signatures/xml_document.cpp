#include "crypto/signatures/xml_document.hpp"

#include "crypto/signatures/xml_fault.hpp"
#include "crypto/signatures/xml_namespaces.hpp"
#include "crypto/signatures/xml_path.hpp"
#include "crypto/signatures/xml_tags.hpp"

#include <libxml/dict.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <algorithm>
#include <cstdint>

namespace qoltanba::crypto {
namespace {

constexpr std::string_view utility_namespace =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

/// What the handlers note down during one parse, and what they look at.
struct ParseNotes {
    std::optional<XmlFault> first_error;
    bool doctype = false;
    std::stop_token stop;
    bool too_many_names = false;
};

// libxml2 2.12 made the error const; the handler's type follows the library.
#if LIBXML_VERSION >= 21200
using LibraryError = const xmlError*;
#else
using LibraryError = xmlError*;
#endif

void on_error(void* context, LibraryError error) {
    auto* notes = static_cast<ParseNotes*>(static_cast<xmlParserCtxt*>(context)->_private);
    // The original knows nothing of these: what a DTD would say of xml:id, a namespace name outside ASCII, a
    // colon in an instruction's target.
    const bool of_a_dtd = error->domain == XML_FROM_DTD || error->domain == XML_FROM_VALID;
    const bool beside = of_a_dtd || error->code == XML_WAR_NS_URI || error->code == XML_NS_ERR_COLON;
    if (error->level < XML_ERR_ERROR || beside || notes->first_error) return;
    std::string message = error->message != nullptr ? error->message : "XML is not well-formed";
    while (!message.empty() && message.back() == '\n') message.pop_back();
    notes->first_error = XmlFault{static_cast<unsigned>(error->line),
                                  static_cast<unsigned>(std::max(error->int2, 1)), message};
}

/// libxml2 calls this at "<!DOCTYPE name", before any declaration inside it is read.
void on_doctype(void* context, const xmlChar*, const xmlChar*, const xmlChar*) {
    auto* parser = static_cast<xmlParserCtxt*>(context);
    static_cast<ParseNotes*>(parser->_private)->doctype = true;
    xmlStopParser(parser);
}

/// Ends the parse when it is stopped, or when names of all kinds (elements, attributes, prefixes,
/// instructions) have filled the parser's dictionary: its look-ups take ever longer from there on.
void go_on_or_stop(xmlParserCtxt* parser) {
    auto& notes = *static_cast<ParseNotes*>(parser->_private);
    notes.too_many_names = notes.too_many_names || xmlDictSize(parser->dict) > XmlLimits::names;
    if (notes.too_many_names || notes.stop.stop_requested()) xmlStopParser(parser);
}

void on_instruction(void* context, const xmlChar*, const xmlChar*) {
    go_on_or_stop(static_cast<xmlParserCtxt*>(context));
}

/// Stands where a tree's builder would: at every element's start.
void on_element(void* context, const xmlChar*, const xmlChar*, const xmlChar*, int, const xmlChar**, int, int,
                const xmlChar**) {
    go_on_or_stop(static_cast<xmlParserCtxt*>(context));
}

/// Leaves a document without nodes, which still knows the text's version.
void build_nothing(xmlSAXHandler& handlers) {
    handlers.startElementNs = on_element;
    handlers.endElementNs = nullptr;
    handlers.characters = nullptr;
    handlers.ignorableWhitespace = nullptr;
    handlers.cdataBlock = nullptr;
    handlers.comment = nullptr;
    handlers.processingInstruction = on_instruction;
    handlers.reference = nullptr;
}

void initialise_library() {
    static const bool done = (xmlInitParser(), true);
    static_cast<void>(done);
}

enum class Build { tree, nothing };

/// The tree, or nothing with the reason in `notes`.
XmlTree read_document(std::string_view text, Build build, ParseNotes& notes) {
    initialise_library();
    const std::unique_ptr<xmlParserCtxt, FreedBy<xmlFreeParserCtxt>> parser(xmlNewParserCtxt());
    if (!parser) return nullptr;
    if (build == Build::nothing) build_nothing(*parser->sax);
    parser->_private = &notes;
    parser->sax->serror = on_error;
    parser->sax->internalSubset = on_doctype;
    // Without a DTD, NOENT means that references to characters are text at once. HUGE lifts libxml2's limit
    // of ten megabytes for one text; depth and number were checked before.
    constexpr int options =
        XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_NOENT | XML_PARSE_HUGE | XML_PARSE_COMPACT;
    XmlTree tree(xmlCtxtReadMemory(parser.get(), text.data(), static_cast<int>(text.size()), nullptr, nullptr,
                                   options));
    // A version such as "1.7" is only warned of; the original refuses all but these two.
    const auto version = tree != nullptr ? view_of(tree->version) : std::string_view{};
    const bool known_version = version == "1.0" || version == "1.1";
    if (known_version && parser->wellFormed == 1 && !notes.first_error && !notes.doctype) return tree;
    return nullptr;
}

/// libxml2 looks at the first octets for other encodings, and takes a zero octet behind the root for the end.
/// Neither can happen to text that begins as a document does and has no zero octet.
bool may_be_document(std::string_view text) {
    return !text.empty() && std::string_view("< \t\r\n").find(text[0]) != std::string_view::npos &&
           text.find('\0') == std::string_view::npos;
}

Error fault_of(std::string_view text, const ParseNotes& notes) {
    const auto fault = find_xml_fault(text);
    if (notes.doctype) {
        return fail(ErrorCode::xml_forbidden_construct, fault ? sax_text(*fault) : "DOCTYPE");
    }
    if (fault) return fail(ErrorCode::malformed_xml, sax_text(*fault));
    // libxml2 sees a fault that the other reader does not know: octets that are not UTF-8, for example.
    return fail(ErrorCode::malformed_xml,
                sax_text(notes.first_error.value_or(XmlFault{1, 1, "XML is not well-formed"})));
}

/// `text` is without a byte order mark.
Result<XmlTree> read_within_limits(std::string_view text, Build build, const std::stop_token& stop) {
    if (text.size() > XmlLimits::octets)
        return fail(ErrorCode::too_large, "an XML document of more than 2 GiB");
    QOLTANBA_CHECK(check_limits(text, stop));
    ParseNotes notes{.first_error = {}, .doctype = false, .stop = stop, .too_many_names = false};
    XmlTree tree = may_be_document(text) ? read_document(text, build, notes) : nullptr;
    if (stop.stop_requested()) return fail(ErrorCode::canceled);
    if (notes.too_many_names)
        return fail(ErrorCode::too_large, "an XML document of too many different names");
    if (!tree) return fault_of(text, notes);
    return tree;
}

}  // namespace

std::string_view without_byte_order_mark(std::string_view text) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    return text;
}

Result<XmlDocument> XmlDocument::parse(std::string_view text) {
    text = without_byte_order_mark(text);
    QOLTANBA_TRY(auto tree, read_within_limits(text, Build::tree, {}));
    return XmlDocument(std::move(tree), text);
}

Result<void> XmlDocument::check(std::string_view text, const std::stop_token& stop) {
    QOLTANBA_CHECK(read_within_limits(without_byte_order_mark(text), Build::nothing, stop));
    return {};
}

namespace {

void ignore_error(void*, LibraryError) {}
void ignore_text(void*, const char*, ...) {}  // NOLINT(cert-dcl50-cpp): the type that libxml2 calls

bool is_id(const xmlAttr* attribute) {
    const auto name = view_of(attribute->name);
    if (attribute->ns == nullptr) return name == "Id" || name == "ID" || name == "id";
    const auto space = view_of(attribute->ns->href);
    return (name == "id" && space == xml_namespace) || (name == "Id" && space == utility_namespace);
}

}  // namespace

Result<xmlNode*> XmlDocument::select(const std::string& xpath) const {
    constexpr std::size_t longest = 4096;
    if (xpath.size() > longest || xpath.find('\0') != std::string::npos)
        return fail(ErrorCode::element_not_found, "not an XPath");
    const auto path = XmlPath::read(xpath);
    if (!path) return select_by_library(xpath);
    if (xmlNode* element = path->first_in(*this)) return element;
    return fail(ErrorCode::element_not_found, "no element at: " + xpath);
}

/// libxml2 counts operations, of which one may go through the whole document or compare every node with every
/// other: the rest of XPath is for documents and expressions that are small.
Result<xmlNode*> XmlDocument::select_by_library(const std::string& xpath) const {
    const auto nothing = [&](std::string_view why) {
        return fail(ErrorCode::element_not_found, std::string(why) + ": " + xpath);
    };
    constexpr std::size_t longest = 256;
    constexpr std::size_t largest = std::size_t{16} << 10U;
    constexpr unsigned long operations = 10'000;
    if (xpath.size() > longest || text_.size() > largest) return nothing("too much for such an XPath");
    const std::unique_ptr<xmlXPathContext, FreedBy<xmlXPathFreeContext>> context(xmlXPathNewContext(tree()));
    if (!context) return nothing("no memory for XPath");
    context->error = ignore_error;
    xmlSetGenericErrorFunc(nullptr, ignore_text);  // this thread's; some of XPath's complaints go there
    context->opLimit = operations;
    for (const xmlNs* ns = root()->nsDef; ns != nullptr; ns = ns->next) {
        if (ns->prefix != nullptr) xmlXPathRegisterNs(context.get(), ns->prefix, ns->href);
    }
    const std::unique_ptr<xmlXPathObject, FreedBy<xmlXPathFreeObject>> found(
        xmlXPathEvalExpression(xml_chars(xpath.c_str()), context.get()));
    if (!found || found->type != XPATH_NODESET) return nothing("not an XPath of elements");
    const int count = found->nodesetval != nullptr ? found->nodesetval->nodeNr : 0;
    for (int i = 0; i < count; ++i) {
        xmlNode* node = found->nodesetval->nodeTab[i];
        if (node->type == XML_ELEMENT_NODE) return node;
    }
    return nothing("no element at");
}

Result<xmlNode*> XmlDocument::element_by_id(std::string_view id) const {
    xmlNode* found = nullptr;
    for (xmlNode* element = root(); element != nullptr; element = next_element(element, root())) {
        for (const xmlAttr* attribute = element->properties; attribute != nullptr;
             attribute = attribute->next) {
            if (!is_id(attribute) || attribute_value(attribute) != id) continue;
            if (found != nullptr) return fail(ErrorCode::element_not_found, "several elements have this Id");
            found = element;
        }
    }
    if (found == nullptr) return fail(ErrorCode::element_not_found, "no element has this Id");
    return found;
}

xmlNode* next_element(xmlNode* at, const xmlNode* top) {
    const auto first_element = [](xmlNode* node) {
        while (node != nullptr && node->type != XML_ELEMENT_NODE) node = node->next;
        return node;
    };
    if (xmlNode* inside = first_element(at->children)) return inside;
    for (; at != top; at = at->parent) {
        if (xmlNode* beside = first_element(at->next)) return beside;
    }
    return nullptr;
}

std::vector<xmlNode*> child_elements(const xmlNode* parent) {
    std::vector<xmlNode*> elements;
    for (xmlNode* child = parent->children; child != nullptr; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) elements.push_back(child);
    }
    return elements;
}

bool is_element(const xmlNode* node, std::string_view namespace_name, std::string_view local_name) {
    return node->type == XML_ELEMENT_NODE && node->ns != nullptr && view_of(node->name) == local_name &&
           view_of(node->ns->href) == namespace_name;
}

bool is_inside(const xmlNode* node, const xmlNode* ancestor) {
    while (node != nullptr && node != ancestor) node = node->parent;
    return node == ancestor;
}

Result<std::string> text_inside(const xmlNode* element) {
    std::string text;
    for (const xmlNode* child = element->children; child != nullptr; child = child->next) {
        if (child->type == XML_ELEMENT_NODE) {
            return fail(ErrorCode::malformed_signature,
                        "an element inside " + std::string(view_of(element->name)));
        }
        if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
            text += view_of(child->content);
    }
    return text;
}

std::string attribute_of(const xmlNode* element, const char* name) {
    const xmlAttr* attribute = xmlHasNsProp(element, xml_chars(name), nullptr);
    return attribute != nullptr ? attribute_value(attribute) : std::string();
}

std::string attribute_value(const xmlAttr* attribute) {
    std::string value;
    for (const xmlNode* part = attribute->children; part != nullptr; part = part->next)
        value += view_of(part->content);
    return value;
}

}  // namespace qoltanba::crypto
