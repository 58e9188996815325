// The pass behind scan_canonical. Every step takes the place where its piece begins and gives the place
// behind it; nullptr ends the pass: the document is not for this reader. The text ends in '>' (see
// xml_octets.hpp).
#pragma once

#include "crypto/signatures/xml_octets.hpp"
#include "crypto/signatures/xml_scan.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace qoltanba::crypto {

class XmlScanner {
  public:
    /// `text` is not empty and ends in '>'.
    XmlScanner(std::string_view text, const OctetSink& sink)
        : begin_(text.data()), end_(text.data() + text.size()), kept_(begin_), out_(sink) {}

    std::optional<ScannedXml> run();

  private:
    struct Name {
        std::string_view whole{};  ///< as it stands, with its prefix
        std::size_t prefix = 0;    ///< octets of the prefix; 0: there is none

        [[nodiscard]] std::string_view prefix_text() const { return whole.substr(0, prefix); }
        [[nodiscard]] std::string_view local() const {
            return prefix == 0 ? whole : whole.substr(prefix + 1);
        }
    };
    struct Attribute {
        Name name{};
        std::string_view value{};  ///< as it stands between its quotes
        std::string_view space{};  ///< the namespace of the name; empty for none
        std::string_view local{};  ///< the name without its prefix, or the prefix that is declared
        bool declares = false;     ///< a namespace
        bool redundant = false;    ///< declares what holds without it
    };
    struct Binding {
        std::string_view prefix, name;
    };
    struct Open {
        const char* name;
        std::size_t size;      ///< of the name
        std::size_t bindings;  ///< how many there were around it
    };
    void open(std::string_view name, std::size_t bindings) {
        auto& opened = open_[depth_++];
        opened.name = name.data();
        opened.size = name.size();
        opened.bindings = bindings;
    }

    // -- The document (xml_scan.cpp)
    const char* declaration(const char* at);
    const char* around_root(const char* at);
    const char* other_markup(const char* at);
    const char* comment(const char* at);
    const char* cdata(const char* at);
    const char* instruction(const char* at);
    const char* reference_in_text(const char* at);

    // -- What documents mostly consist of (xml_scan_content.cpp)
    const char* content(const char* at);
    const char* text(const char* at);
    const char* long_text(const char* at);
    const char* plain_start_tag(const char* at);
    const char* plain_end_tag(const char* at);

    // -- Tags (xml_scan_tags.cpp)
    const char* start_tag(const char* at);
    const char* end_tag(const char* at);
    const char* attribute(const char* at, bool& as_it_stands);
    const char* value(const char* quote, bool& as_it_stands) const;
    bool bind(const Name& element, bool& as_it_stands);
    bool order(bool& as_it_stands);
    void write_tag(const Name& element);
    void write_value(std::string_view value);
    bool count(bool empty);
    [[nodiscard]] std::string_view bound(std::string_view prefix) const;
    static const char* name(const char* at, Name& name);

    // -- What stays as it stands is kept; what does not is left out or replaced.
    void give_kept(const char* up_to) {
        if (up_to != kept_) out_({kept_, static_cast<std::size_t>(up_to - kept_)});
    }
    void replace(const char* from, const char* to, std::string_view by) {
        give_kept(from);
        if (!by.empty()) out_(by);
        kept_ = to;
    }
    void write_lines(std::string_view data, bool as_text);
    void write_character(char32_t code, const XmlReferences& references);
    /// Whether this is how the canonical form writes the character.
    static bool is_written(char32_t code, std::string_view as, const XmlReferences& references) {
        if (code >= 0x80) return false;
        return as[1] == '#' ? references[code] == as : !references[code].empty();
    }

    [[nodiscard]] XmlTag tag(XmlTag::Kind kind, const char* from, const char* to) const {
        return {.kind = kind,
                .begin = static_cast<std::size_t>(from - begin_),
                .end = static_cast<std::size_t>(to - begin_)};
    }
    [[nodiscard]] std::string_view rest(const char* at) const {
        return {at, static_cast<std::size_t>(end_ - at)};
    }

    const char* begin_;
    const char* end_;
    const char* kept_;  ///< from here to the place reached, the text is its own canonical form
    CanonicalOutput out_;
    XmlCount count_;
    std::size_t pieces_ = 0;                   ///< of text and of markup that is no tag
    std::array<Open, XmlLimits::depth> open_;  ///< the open elements; only as many as `depth_` says
    std::size_t depth_ = 0;
    std::vector<Binding> bindings_;
    std::vector<Attribute> attributes_;  ///< of the tag that is read
    ScannedXml scanned_;
    bool behind_root_ = false;
};

}  // namespace qoltanba::crypto
