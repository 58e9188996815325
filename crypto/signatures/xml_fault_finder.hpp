// The walk behind find_xml_fault: one pass over the text in the order of the JDK's scanner.
#pragma once

#include "crypto/signatures/xml_fault.hpp"
#include "crypto/signatures/xml_namespaces.hpp"
#include "crypto/signatures/xml_text.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::crypto::xml_fault {

inline std::string quoted(std::string_view text) {
    return '"' + std::string(text) + '"';
}
std::string hex(char32_t c);

struct Name {
    std::string_view whole{};  ///< as it stands, with its prefix
    std::string_view prefix{};
    std::string_view local{};
};

struct Attribute {
    Name name;
    std::string value;
    bool declares_namespace = false;
};

/// Walks the text the way the JDK's scanner does. The first report() ends the walk: it moves the cursor to
/// the end, and whatever is read and reported after that changes nothing.
class FaultFinder {
  public:
    explicit FaultFinder(std::string_view text) : at_(text) {}

    std::optional<XmlFault> find() {
        xml_declaration();
        prolog();
        content();
        trailing();
        return std::move(fault_);
    }

  private:
    // -- What stands at the cursor. At the end of the text each of these reports that end.
    char32_t peek() {
        const char32_t c = at_.peek();
        if (c == XmlCursor::end) end_of_text();
        return c;
    }
    bool skip(char c) {
        if (peek() != static_cast<unsigned char>(c)) return false;
        at_.advance();
        return true;
    }
    bool skip_spaces() {
        bool any = false;
        for (; is_xml_space(peek()); any = true) at_.advance();
        return any;
    }
    std::string_view name();
    Name qualified_name();

    // -- The productions of XML 1.0, in the order of a document.
    void xml_declaration();
    struct PseudoAttribute {
        std::string_view name, value;
    };
    PseudoAttribute pseudo_attribute();
    void prolog();
    void prolog_markup();
    void trailing();
    void content();
    void character_data();
    void content_markup();
    void start_tag();
    bool tag_closes();
    Attribute attribute(std::string_view element);
    std::string attribute_value(std::string_view element, std::string_view attribute);
    void declare_namespace(const Attribute& attribute);
    void check_prefixes(const Name& element, const std::vector<Attribute>& attributes);
    void check_duplicates(const Name& element, const std::vector<Attribute>& attributes);
    void end_tag();
    void data_until(std::string_view delimiter, std::string_view place);
    void comment();
    void cdata();
    void processing_instruction();
    void reference_in_content();
    std::optional<char32_t> character_reference();
    std::optional<char32_t> entity_reference();

    // -- Faults.
    void report(std::string message);
    void end_of_text() {
        report(open_markup_ == 0 ? "Premature end of file."
                                 : "XML document structures must start and end within the same entity.");
    }
    void invalid_character(char32_t c, std::string_view place) {
        report("An invalid XML character (Unicode: 0x" + hex(c) + ") was found in the " + std::string(place) +
               ".");
    }

    XmlCursor at_;
    std::optional<XmlFault> fault_;
    /// Elements and pieces of markup begun and not ended; tells an early end from an empty text.
    unsigned open_markup_ = 0;
    std::vector<std::string_view> open_elements_;
    XmlNamespaces namespaces_;
    bool empty_element_ = false;
    bool root_ended_ = false;
};

}  // namespace qoltanba::crypto::xml_fault
