// The namespace prefixes in scope at a place of a document (W3C, Namespaces in XML 1.0).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::crypto {

inline constexpr std::string_view xml_namespace = "http://www.w3.org/XML/1998/namespace";
inline constexpr std::string_view xmlns_namespace = "http://www.w3.org/2000/xmlns/";

class XmlNamespaces {
  public:
    /// Into an element, and out of it again.
    void enter() { elements_.push_back(bindings_.size()); }
    void leave();

    /// Binds a prefix (empty: the default namespace) on the element entered last; an empty name unbinds.
    /// False if that element has bound it already.
    bool declare(std::string_view prefix, std::string_view name);

    /// The namespace of this prefix; "xml" and "xmlns" are always bound.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view prefix) const;

  private:
    struct Binding {
        std::string prefix;
        std::string name;
    };
    std::vector<Binding> bindings_;
    std::vector<std::size_t> elements_;  ///< how many bindings there were when each element was entered
};

}  // namespace qoltanba::crypto
