#include "crypto/signatures/xml_fault.hpp"

#include "crypto/signatures/xml_fault_finder.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace xml_fault {
namespace {

/// Names of elements, and so the texts with them, may be as long as the document; a message may not.
std::string shortened(std::string message) {
    constexpr std::size_t longest = 2000;
    if (message.size() <= longest) return message;
    std::size_t end = longest;
    while ((static_cast<unsigned char>(message[end]) & 0xC0U) == 0x80U) --end;  // not inside a character
    message.resize(end);
    return message + "...";
}

}  // namespace

void FaultFinder::report(std::string message) {
    if (!fault_) fault_ = XmlFault{at_.line(), at_.column(), shortened(std::move(message))};
    at_.stop();
}

// ---- Names

std::string_view FaultFinder::name() {
    const std::size_t first = at_.position();
    const auto from_first = at_.rest();
    if (is_name_start(peek())) {
        while (is_name_character(at_.peek())) at_.advance();
    }
    return from_first.substr(0, at_.position() - first);
}

/// The original stops before a second colon, and lets a name begin with one.
Name FaultFinder::qualified_name() {
    const std::size_t first = at_.position();
    const auto from_first = at_.rest();
    std::size_t colon = 0;
    if (is_name_start(peek())) {
        at_.advance();
        for (; is_name_character(at_.peek()); at_.advance()) {
            if (at_.peek() != ':') continue;
            if (colon != 0) break;
            colon = at_.position() - first;
        }
    }
    const auto whole = from_first.substr(0, at_.position() - first);
    if (colon == 0) return {whole, {}, whole};
    const auto local = whole.substr(colon + 1);
    if (XmlCursor start(local); local.empty() || !is_name_start(start.peek()) || start.peek() == ':') {
        report("Element or attribute " + quoted(whole) +
               " do not match QName production: QName::=(NCName:)?NCName.");
    }
    return {whole, whole.substr(0, colon), local};
}

// ---- The XML declaration

void FaultFinder::xml_declaration() {
    constexpr std::string_view opening = "<?xml";
    if (!at_.rest().starts_with(opening)) return;
    XmlCursor after(at_.rest().substr(opening.size()));
    if (!is_xml_space(after.peek()) && after.peek() != XmlCursor::end) {
        at_.shift_column(static_cast<unsigned>(opening.size()));  // the original returns, its column does not
        return;
    }
    at_.skip(opening);
    ++open_markup_;
    enum class Expect { version, encoding, standalone, nothing } expect = Expect::version;
    bool space = skip_spaces();
    while (peek() != '?' && !fault_) {
        const auto [name, value] = pseudo_attribute();
        const auto require_space = [&](std::string_view before) {
            if (!space) {
                report("White space is required before the " + std::string(before) +
                       " pseudo attribute in the XML declaration.");
            }
        };
        if (expect == Expect::nothing) {
            report("No more pseudo attributes are allowed.");
        } else if (expect == Expect::version) {
            if (name != "version") report("The version is required in the XML declaration.");
            require_space("version");
            if (value != "1.0" && value != "1.1") {
                report("XML version " + quoted(value) + " is not supported, only XML 1.0 is supported.");
            }
            expect = Expect::encoding;
        } else if (expect == Expect::encoding && name == "encoding") {
            require_space("encoding");
            expect = Expect::standalone;
        } else if (name == "standalone") {
            require_space("encoding");  // so in the original's text
            if (value != "yes" && value != "no") {
                report("The standalone document declaration value must be \"yes\" or \"no\", not " +
                       quoted(value) + ".");
            }
            expect = Expect::nothing;
        } else {
            report(expect == Expect::encoding
                       ? "The encoding declaration is required in the text declaration."
                       : "The standalone name in XML declaration may be misspelled.");
        }
        space = skip_spaces();
    }
    if (expect == Expect::version) report("The version is required in the XML declaration.");
    if (!skip('?') || !skip('>')) report("The XML declaration must end with \"?>\".");
    --open_markup_;
}

FaultFinder::PseudoAttribute FaultFinder::pseudo_attribute() {
    constexpr std::string_view names[] = {"version", "encoding", "standalone"};
    const auto* found =
        std::find_if(std::begin(names), std::end(names), [this](auto name) { return at_.skip(name); });
    if (found == std::end(names)) {
        report("A pseudo attribute name is expected.");
        return {};
    }
    skip_spaces();
    if (!skip('=')) report("The ' = ' character must follow " + quoted(*found) + " in the XML declaration.");
    skip_spaces();
    const char32_t quote = peek();
    if (quote != '"' && quote != '\'') {
        report("The value following " + quoted(*found) + " in the XML declaration must be a quoted string.");
    }
    at_.advance();
    const std::size_t first = at_.position();
    const auto from_first = at_.rest();
    for (char32_t c = peek(); c != quote && !fault_; c = peek()) {
        if (!is_xml_character(c)) invalid_character(c, "XML declaration");
        at_.advance();
    }
    const auto value = fault_ ? std::string_view{} : from_first.substr(0, at_.position() - first);
    at_.advance();
    return {*found, value};
}

// ---- Namespaces (W3C, Namespaces in XML 1.0), judged when the start tag has been read

void FaultFinder::declare_namespace(const Attribute& attribute) {
    const auto prefix = attribute.name.prefix.empty() ? std::string_view{} : attribute.name.local;
    // The original prints its name object here, not the name.
    const auto object = "prefix=\"xmlns\",localpart=" + quoted(attribute.name.local) +
                        ",rawname=" + quoted(attribute.name.whole);
    if (prefix == "xmlns" || attribute.value == xmlns_namespace) {
        report(
            "The prefix \"xmlns\" cannot be bound to any namespace explicitly; neither can the namespace for "
            "\"xmlns\" be bound to any prefix explicitly.");
    }
    if ((prefix == "xml") != (attribute.value == xml_namespace)) {
        report(
            "The prefix \"xml\" cannot be bound to any namespace other than its usual namespace; neither can "
            "the "
            "namespace for \"xml\" be bound to any prefix other than \"xml\".");
    }
    if (!prefix.empty() && attribute.value.empty()) {
        report("The value of the attribute " + quoted(object) +
               " is invalid. Prefixed namespace bindings may not be empty.");
    }
    if (!namespaces_.declare(prefix, attribute.value)) {
        report("Attribute " + quoted(attribute.name.whole) + " was already specified for element " +
               quoted(open_elements_.back()) + ".");
    }
}

void FaultFinder::check_prefixes(const Name& element, const std::vector<Attribute>& attributes) {
    if (fault_) return;
    if (element.prefix == "xmlns") {
        report("Element " + quoted(element.whole) + " cannot have \"xmlns\" as its prefix.");
    }
    if (!element.prefix.empty() && !namespaces_.find(element.prefix)) {
        report("The prefix " + quoted(element.prefix) + " for element " + quoted(element.whole) +
               " is not bound.");
    }
    for (const auto& [name, value, declares_namespace] : attributes) {
        if (declares_namespace || name.prefix.empty() || namespaces_.find(name.prefix)) continue;
        report("The prefix " + quoted(name.prefix) + " for attribute " + quoted(name.whole) +
               " associated with an element type " + quoted(element.whole) + " is not bound.");
    }
}

void FaultFinder::check_duplicates(const Name& element, const std::vector<Attribute>& attributes) {
    if (fault_) return;
    const auto namespace_of = [this](const Name& name) {
        return name.prefix.empty() ? std::nullopt : namespaces_.find(name.prefix);
    };
    for (auto first = attributes.begin(); first != attributes.end(); ++first) {
        const auto bound = namespace_of(first->name);
        const bool repeated = std::any_of(std::next(first), attributes.end(), [&](const Attribute& other) {
            return other.name.local == first->name.local && namespace_of(other.name) == bound;
        });
        if (!repeated) continue;
        report("Attribute " + quoted(bound ? first->name.local : first->name.whole) +
               (bound ? " bound to namespace " + quoted(*bound) : std::string()) +
               " was already specified for element " + quoted(element.whole) + ".");
    }
}

// ---- What the original does before it parses

namespace {

/// The original looks for the version before it parses, and puts back what it has read in a form of its own:
/// white space as far as the version's closing quote stands behind that quote, as spaces. Gives that head, or
/// nothing if the text ends in it.
std::optional<std::string> read_version(std::string_view text) {
    constexpr std::string_view opening = "<?xml";
    if (!text.starts_with(opening)) return std::string();
    std::size_t at = opening.size();
    const auto skip_spaces = [&] {
        while (at < text.size() && is_xml_space(static_cast<unsigned char>(text[at]))) ++at;
    };
    const auto padded = [&](std::string head) { return head.append(at - head.size(), ' '); };
    skip_spaces();
    if (at == text.size()) return {};
    if (at == opening.size()) return std::string(opening);
    if (!text.substr(at).starts_with("version")) return padded("<?xml ");
    at += 7;
    skip_spaces();
    if (at == text.size()) return {};
    if (text[at] != '=') return padded("<?xml version");
    ++at;
    skip_spaces();
    constexpr std::size_t value = 5;  // a quote, three characters, a quote
    if (text.size() - at < value) return {};
    at += value;
    return padded("<?xml version=" + std::string(text.substr(at - value, value)));
}

}  // namespace
}  // namespace xml_fault

std::optional<XmlFault> find_xml_fault(std::string_view text) {
    const auto head = xml_fault::read_version(text);
    if (!head) return XmlFault{0, 0, "Premature end of file."};
    if (text.starts_with(*head)) return xml_fault::FaultFinder(text).find();
    return xml_fault::FaultFinder(*head + std::string(text.substr(head->size()))).find();
}

std::string sax_text(const XmlFault& fault) {
    const auto place = fault.line == 0 ? std::string()
                                       : "lineNumber: " + std::to_string(fault.line) +
                                             "; columnNumber: " + std::to_string(fault.column) + "; ";
    return "org.xml.sax.SAXParseException; " + place + fault.message;
}

}  // namespace qoltanba::crypto
