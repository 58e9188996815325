// The location paths of XPath 1.0 that name elements by their names, attributes and places, walked in time
// proportional to the document. libxml2 reads all of XPath, and takes minutes for some paths of ten
// characters.
#pragma once

#include "crypto/signatures/xml_document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::crypto {

class XmlPath {
  public:
    /// Steps of / and //, each a name, prefix:name or *, with predicates: [2], [last()], or comparisons
    /// joined by "and" and "or": @name, @name='x', local-name()='x', name()='x', namespace-uri()='x', and the
    /// same with !=. It begins at the document. Nothing for what is not such a path.
    static std::optional<XmlPath> read(std::string_view xpath);

    /// The first element of the document that the path leads to; nullptr if there is none. Prefixes are those
    /// that the root declares.
    [[nodiscard]] xmlNode* first_in(const XmlDocument& document) const;

    struct Name {
        std::string prefix{};  ///< empty: no namespace
        std::string local{};   ///< "*": any, with and without namespace where there is no prefix
    };
    /// Of an attribute, or of what a function says of the element.
    struct Comparison {
        enum class Of { attribute, local_name, name, namespace_name } of{};
        Name attribute{};
        std::optional<std::string> value{};  ///< nothing: the attribute is there
        bool differs = false;                ///< !=
    };
    struct Predicate {
        std::size_t place = 0;  ///< from 1; 0: not by place
        bool last = false;
        std::vector<std::vector<Comparison>> any_of_all{};
    };
    struct Step {
        bool anywhere = false;  ///< //
        Name name{};
        std::vector<Predicate> predicates{};
    };

  private:
    explicit XmlPath(std::vector<Step> steps) : steps_(std::move(steps)) {}

    std::vector<Step> steps_;
};

}  // namespace qoltanba::crypto
