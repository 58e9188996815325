// Elements, their content, and what may stand before and after the root.
#include "crypto/signatures/xml_fault_finder.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace qoltanba::crypto::xml_fault {

std::string hex(char32_t c) {
    char digits[8];
    const auto end = std::to_chars(digits, digits + sizeof digits, static_cast<std::uint32_t>(c), 16).ptr;
    return {digits, end};
}

// ---- Before the root

void FaultFinder::prolog() {
    while (open_elements_.empty() && !root_ended_ && !fault_) {
        skip_spaces();
        if (skip('<')) {
            prolog_markup();
        } else if (skip('&')) {
            report("Reference is not allowed in prolog.");
        } else {
            report("Content is not allowed in prolog.");
        }
    }
}

void FaultFinder::prolog_markup() {
    ++open_markup_;
    if (is_name_start(peek())) return start_tag();
    if (skip('!')) {
        if (skip('-')) {
            if (!skip('-')) report("Comment must start with \"<!--\".");
            return comment();
        }
        if (at_.skip("DOCTYPE")) {
            return report(
                "DOCTYPE is disallowed when the feature "
                "\"http://apache.org/xml/features/disallow-doctype-decl\" set to true.");
        }
    } else if (skip('?')) {
        return processing_instruction();
    }
    report("The markup in the document preceding the root element must be well-formed.");
}

// ---- After the root

void FaultFinder::trailing() {
    while (!fault_) {
        while (is_xml_space(at_.peek())) at_.advance();
        if (at_.peek() == XmlCursor::end) return;
        if (!skip('<')) return report("Content is not allowed in trailing section.");
        ++open_markup_;
        if (skip('?')) {
            processing_instruction();
        } else if (skip('!')) {
            if (!at_.skip("--")) report("Comment must start with \"<!--\".");
            comment();
        } else {
            skip('/');
            report("The markup in the document following the root element must be well-formed.");
        }
    }
}

// ---- The root and what is in it

void FaultFinder::content() {
    while (!root_ended_ && !fault_) {
        const char32_t c = peek();
        if (c == '<') {
            at_.advance();
            content_markup();
        } else if (c == '&') {
            at_.advance();
            reference_in_content();
        } else {
            character_data();
        }
    }
}

void FaultFinder::character_data() {
    for (char32_t c = at_.peek(); c != '<' && c != '&' && c != XmlCursor::end; c = at_.peek()) {
        if (!is_xml_character(c)) return invalid_character(c, "element content of the document");
        at_.advance();
        if (c != ']' || !skip(']')) continue;
        while (skip(']')) {
        }
        if (skip('>')) {
            report(
                "The character sequence \"]]>\" must not appear in content unless used to mark the end of a "
                "CDATA section.");
        }
    }
}

void FaultFinder::content_markup() {
    ++open_markup_;
    if (is_name_start(peek())) return start_tag();
    if (skip('/')) return end_tag();
    if (skip('?')) return processing_instruction();
    if (skip('!')) {
        if (skip('-')) {
            if (!skip('-')) report("Comment must start with \"<!--\".");
            return comment();
        }
        if (at_.skip("[CDATA[")) return cdata();
    }
    report("The content of elements must consist of well-formed character data or markup.");
}

void FaultFinder::start_tag() {
    const Name element = qualified_name();
    open_elements_.push_back(element.whole);
    namespaces_.enter();
    empty_element_ = false;
    std::vector<Attribute> attributes;
    while (!tag_closes() && !fault_) {
        attributes.push_back(attribute(element.whole));
        if (attributes.back().declares_namespace) declare_namespace(attributes.back());
    }
    check_prefixes(element, attributes);
    check_duplicates(element, attributes);
    if (!empty_element_) return;
    --open_markup_;
    namespaces_.leave();
    open_elements_.pop_back();
    root_ended_ = open_elements_.empty();
}

/// Whether the tag ends here; otherwise an attribute must begin.
bool FaultFinder::tag_closes() {
    const bool space = skip_spaces();
    const char32_t c = peek();
    if (skip('>')) return true;
    if (skip('/')) {
        empty_element_ = true;
        if (skip('>')) return true;
    } else if (is_name_start(c) && space) {
        return false;
    }
    report("Element type " + quoted(open_elements_.back()) +
           " must be followed by either attribute specifications, \">\" or \"/>\".");
    return true;
}

Attribute FaultFinder::attribute(std::string_view element) {
    Attribute read;
    read.name = qualified_name();
    skip_spaces();
    if (!skip('=')) {
        report("Attribute name " + quoted(read.name.whole) + " associated with an element type " +
               quoted(element) + " must be followed by the ' = ' character.");
    }
    skip_spaces();
    read.value = attribute_value(element, read.name.whole);
    read.declares_namespace = read.name.prefix == "xmlns" || read.name.whole == "xmlns";
    return read;
}

std::string FaultFinder::attribute_value(std::string_view element, std::string_view attribute) {
    const char32_t quote = peek();
    if (quote != '"' && quote != '\'') {
        report("Open quote is expected for attribute " + quoted(attribute) +
               " associated with an  element type  " + quoted(element) + ".");
    }
    at_.advance();
    std::string value;
    for (char32_t c = peek(); c != quote && !fault_; c = peek()) {
        if (c == '<') {
            report("The value of attribute " + quoted(attribute) + " associated with an element type " +
                   quoted(element) + " must not contain the '<' character.");
        } else if (c == '&') {
            at_.advance();
            append_utf8(value, (skip('#') ? character_reference() : entity_reference()).value_or(' '));
        } else if (!is_xml_character(c)) {
            report("An invalid XML character (Unicode: 0x" + hex(c) +
                   ") was found in the value of attribute " + quoted(attribute) + " and element is " +
                   quoted(element) + ".");
        } else {
            append_utf8(value, is_xml_space(c) ? U' ' : c);
            at_.advance();
        }
    }
    at_.advance();
    return value;
}

// ---- Ends, comments, instructions, references

void FaultFinder::end_tag() {
    const auto element = open_elements_.back();
    if (!at_.skip(element)) {
        report("The element type " + quoted(element) + " must be terminated by the matching end-tag \"</" +
               std::string(element) + ">\".");
    }
    skip_spaces();
    if (!skip('>'))
        report("The end-tag for element type " + quoted(element) + " must end with a '>' delimiter.");
    open_markup_ -= 2;  // the start tag's and this one's
    namespaces_.leave();
    open_elements_.pop_back();
    root_ended_ = open_elements_.empty();
}

/// Past the delimiter that ends a comment, a CDATA section or an instruction.
void FaultFinder::data_until(std::string_view delimiter, std::string_view place) {
    while (!at_.skip(delimiter) && !fault_) {
        if (at_.peek() == '\n' && at_.rest().size() < delimiter.size()) {
            at_.shift_column(static_cast<unsigned>(at_.rest().size()));  // the original counts no line here
            return end_of_text();
        }
        const char32_t c = peek();
        if (!is_xml_character(c)) invalid_character(c, place);
        at_.advance();
    }
}

void FaultFinder::comment() {
    data_until("--", "comment");
    if (!skip('>')) report("The string \"--\" is not permitted within comments.");
    --open_markup_;
}

void FaultFinder::cdata() {
    data_until("]]>", "CDATA section");
    --open_markup_;
}

void FaultFinder::processing_instruction() {
    const auto target = name();
    if (target.empty()) report("The processing instruction must begin with the name of the target.");
    const auto is_letter = [](char have, char lower) { return (have | 0x20) == lower; };
    if (target.size() == 3 && is_letter(target[0], 'x') && is_letter(target[1], 'm') &&
        is_letter(target[2], 'l')) {
        report("The processing instruction target matching \"[xX][mM][lL]\" is not allowed.");
    }
    if (!skip_spaces() && !at_.rest().starts_with("?>")) {
        report("White space is required between the processing instruction target and data.");
    }
    data_until("?>", "processing instruction");
    --open_markup_;
}

void FaultFinder::reference_in_content() {
    ++open_markup_;
    if (skip('#')) {
        character_reference();
    } else {
        entity_reference();
    }
    --open_markup_;
}

std::optional<char32_t> FaultFinder::character_reference() {
    const bool hexadecimal = skip('x');
    const auto digits_from = at_.rest();
    const auto is_digit = [hexadecimal](char32_t c) {
        return (c >= '0' && c <= '9') || (hexadecimal && ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')));
    };
    const std::size_t first = at_.position();
    while (is_digit(peek())) at_.advance();
    if (fault_) return {};
    const auto digits = digits_from.substr(0, at_.position() - first);
    if (digits.empty()) {
        report(
            hexadecimal
                ? "A hexadecimal representation must immediately follow the \"&#x\" in a character reference."
                : "A decimal representation must immediately follow the \"&#\" in a character reference.");
    }
    if (!skip(';')) report("The character reference must end with the ';' delimiter.");
    std::uint32_t value = 0;
    const auto parsed = std::from_chars(digits.begin(), digits.end(), value, hexadecimal ? 16 : 10);
    if (parsed.ec != std::errc{} || !is_xml_character(value)) {
        report("Character reference \"&#" + std::string(hexadecimal ? "x" : "") + std::string(digits) +
               "\" is an invalid XML character.");
        return {};
    }
    return value;
}

std::optional<char32_t> FaultFinder::entity_reference() {
    const auto entity = name();
    if (entity.empty()) report("The entity name must immediately follow the '&' in the entity reference.");
    if (!skip(';')) report("The reference to entity " + quoted(entity) + " must end with the ';' delimiter.");
    if (entity == "amp") return U'&';
    if (entity == "lt") return U'<';
    if (entity == "gt") return U'>';
    if (entity == "quot") return U'"';
    if (entity == "apos") return U'\'';
    report("The entity " + quoted(entity) + " was referenced, but not declared.");
    return {};
}

}  // namespace qoltanba::crypto::xml_fault
