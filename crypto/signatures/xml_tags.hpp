// The tags of an XML text, found by their delimiters alone. On well-formed text they are exactly its tags; on
// any other text they mean nothing, and the walk only promises to end.
#pragma once

#include "crypto/base/result.hpp"

#include <array>
#include <cstddef>
#include <stop_token>
#include <string_view>

namespace qoltanba::crypto {

struct XmlTag {
    enum class Kind { start, end, empty };

    Kind kind = Kind::start;
    std::size_t begin = 0;  ///< where its '<' stands
    std::size_t end = 0;    ///< behind its '>'
    std::size_t attributes = 0;
    std::size_t namespaces = 0;  ///< of these, declarations of namespaces; never fewer than there are

    /// Of the element, with its prefix.
    [[nodiscard]] std::string_view name(std::string_view text) const;
};

class XmlTagReader {
  public:
    explicit XmlTagReader(std::string_view text) : text_(text) {}

    /// Gives the next tag; false behind the last one, at a DOCTYPE, and where a piece of markup does not end.
    bool next(XmlTag& tag);

    /// Pieces of text, comments, CDATA sections and instructions passed over so far.
    [[nodiscard]] std::size_t passed_over() const { return passed_over_; }

  private:
    bool read_tag(XmlTag& tag);

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t passed_over_ = 0;
};

/// What this project accepts of a document, so that its tree stays within reason. Real documents are far
/// from these numbers; hostile ones meet them before a parser sees them.
struct XmlLimits {
    static constexpr std::size_t octets = 0x7FFF'FFFF;  ///< all that libxml2 counts to
    static constexpr std::size_t depth = 256;
    static constexpr std::size_t attributes = 512;  ///< of one element
    /// Of a tree: elements, attributes and their values, pieces of text, all other markup. A node takes about
    /// 128 octets, so a tree takes 256 MB and its text at most. A register of 16 MB whose fields hold ten
    /// characters has half of these nodes.
    static constexpr std::size_t nodes = 2'000'000;
    /// Different names of elements, attributes, prefixes and instructions, where no tree is built.
    static constexpr int names = 20'000;
    static constexpr std::size_t lookups =
        1'000'000'000;  ///< over all elements: namespaces in scope times depth
};

/// Counts what XmlLimits bound, tag by tag.
class XmlCount {
  public:
    /// Into an element by its start tag, or past one that is empty. `passed_over`: pieces of text and of
    /// markup that is no tag, before it. Gives what is exceeded; empty if nothing is.
    std::string_view enter(bool empty, std::size_t attributes, std::size_t namespaces,
                           std::size_t passed_over) {
        namespaces += in_scope_[depth_];
        nodes_ += 1 + 2 * attributes;
        lookups_ += namespaces * (depth_ + 1 + attributes);
        if (nodes_ + passed_over > XmlLimits::nodes) return too_many_nodes;
        if (attributes > XmlLimits::attributes) return "an XML element with too many attributes";
        if (depth_ == XmlLimits::depth) return "XML elements nested too deeply";
        if (lookups_ > XmlLimits::lookups) return "an XML document with too many namespaces";
        if (!empty) in_scope_[++depth_] = namespaces;
        return {};
    }
    /// Out of an element by its end tag.
    void leave() {
        if (depth_ > 0) --depth_;
    }
    /// At the end of the document.
    [[nodiscard]] std::string_view end(std::size_t passed_over) const {
        return nodes_ + passed_over > XmlLimits::nodes ? too_many_nodes : std::string_view{};
    }

  private:
    static constexpr std::string_view too_many_nodes = "an XML document of too many nodes";

    /// Namespaces of each open element, around the root those of "xml" and the default.
    std::array<std::size_t, XmlLimits::depth + 1> in_scope_{2};
    std::size_t depth_ = 0;
    std::size_t nodes_ = 0;
    std::size_t lookups_ = 0;
};

/// Errors: too_large, canceled (`stop` was asked for).
Result<void> check_limits(std::string_view xml, const std::stop_token& stop = {});

}  // namespace qoltanba::crypto
