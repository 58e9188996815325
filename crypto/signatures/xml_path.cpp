#include "crypto/signatures/xml_path.hpp"

#include "crypto/signatures/xml_namespaces.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace qoltanba::crypto {
namespace {

using Comparison = XmlPath::Comparison;
using Predicate = XmlPath::Predicate;
using Step = XmlPath::Step;

// ---- Reading

constexpr std::size_t most_steps = 16;  ///< each walks the document

bool is_name_octet(char c, bool first) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    const bool further = (c >= '0' && c <= '9') || c == '-' || c == '.';
    return letter || static_cast<unsigned char>(c) >= 0x80 || (further && !first);
}

class PathReader {
  public:
    explicit PathReader(std::string_view text) : rest_(text) {}

    std::optional<std::vector<Step>> read() {
        std::vector<Step> steps;
        bool more = true;
        for (bool first = true; more; first = false) {
            const bool anywhere = skip("//");
            if (!anywhere && !skip("/") && !first) return {};
            auto step = read_step(anywhere);
            if (!step || steps.size() == most_steps) return {};
            steps.push_back(*std::move(step));
            pass_spaces();
            more = !rest_.empty();
        }
        return steps;
    }

  private:
    void pass_spaces() { rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n"), rest_.size())); }

    bool skip(std::string_view token) {
        pass_spaces();
        if (!rest_.starts_with(token)) return false;
        rest_.remove_prefix(token.size());
        return true;
    }

    /// A whole word, not the beginning of a name.
    bool skip_word(std::string_view word) {
        pass_spaces();
        const bool ends = rest_.size() == word.size() ||
                          (rest_.size() > word.size() && !is_name_octet(rest_[word.size()], false));
        return ends && skip(word);
    }

    /// Empty if no name is here.
    std::string_view name() {
        std::size_t size = 0;
        while (size < rest_.size() && is_name_octet(rest_[size], size == 0)) ++size;
        return std::exchange(rest_, rest_.substr(size)).substr(0, size);
    }

    /// name, prefix:name, prefix:* or *; no spaces inside.
    std::optional<XmlPath::Name> name_test() {
        pass_spaces();
        if (skip("*")) return XmlPath::Name{{}, "*"};
        const auto first = name();
        if (first.empty()) return {};
        if (!rest_.starts_with(':') || rest_.starts_with("::")) return XmlPath::Name{{}, std::string(first)};
        rest_.remove_prefix(1);
        if (rest_.starts_with('*')) {
            rest_.remove_prefix(1);
            return XmlPath::Name{std::string(first), "*"};
        }
        const auto local = name();
        if (local.empty()) return {};
        return XmlPath::Name{std::string(first), std::string(local)};
    }

    std::optional<Step> read_step(bool anywhere) {
        auto name = name_test();
        if (!name) return {};
        Step step{.anywhere = anywhere, .name = *std::move(name)};
        while (skip("[")) {
            auto predicate = read_predicate();
            if (!predicate || !skip("]")) return {};
            step.predicates.push_back(*std::move(predicate));
        }
        return step;
    }

    std::optional<Predicate> read_predicate() {
        Predicate predicate;
        pass_spaces();
        const auto [end, fault] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), predicate.place);
        if (fault == std::errc{}) {
            rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
            return predicate.place == 0 ? std::nullopt : std::optional(predicate);
        }
        predicate.place = 0;
        if (skip_word("last")) {
            predicate.last = true;
            return skip("(") && skip(")") ? std::optional(predicate) : std::nullopt;
        }
        do {
            auto& all = predicate.any_of_all.emplace_back();
            do {
                auto comparison = read_comparison();
                if (!comparison) return {};
                all.push_back(*std::move(comparison));
            } while (skip_word("and"));
        } while (skip_word("or"));
        return predicate;
    }

    std::optional<Comparison> read_comparison() {
        Comparison comparison;
        if (skip("@")) {
            auto attribute = name_test();
            if (!attribute || attribute->local == "*") return {};
            comparison.attribute = *std::move(attribute);
        } else if (const auto of = read_function()) {
            comparison.of = *of;
        } else {
            return {};
        }
        comparison.differs = skip("!=");
        if (comparison.differs || skip("=")) {
            comparison.value = literal();
            if (!comparison.value) return {};
        } else if (comparison.of != Comparison::Of::attribute) {
            return {};
        }
        return comparison;
    }

    std::optional<Comparison::Of> read_function() {
        using Of = Comparison::Of;
        for (const auto& [word, of] : {std::pair("local-name", Of::local_name), std::pair("name", Of::name),
                                       std::pair("namespace-uri", Of::namespace_name)}) {
            if (skip_word(word)) return skip("(") && skip(")") ? std::optional(of) : std::nullopt;
        }
        return {};
    }

    std::optional<std::string> literal() {
        pass_spaces();
        if (rest_.empty() || (rest_[0] != '\'' && rest_[0] != '"')) return {};
        const auto end = rest_.find(rest_[0], 1);
        if (end == std::string_view::npos) return {};
        std::string text(rest_.substr(1, end - 1));
        rest_.remove_prefix(end + 1);
        return text;
    }

    std::string_view rest_;
};

// ---- Walking

std::string_view namespace_of(const xmlNs* ns) {
    return ns != nullptr ? view_of(ns->href) : std::string_view{};
}

/// The namespace of a prefix on the root; nothing if there is none.
std::optional<std::string_view> bound(const xmlNode* root, std::string_view prefix) {
    if (prefix.empty()) return std::string_view{};
    if (prefix == "xml") return xml_namespace;
    for (const xmlNs* ns = root->nsDef; ns != nullptr; ns = ns->next) {
        if (view_of(ns->prefix) == prefix) return view_of(ns->href);
    }
    return {};
}

/// The nodes reached so far, each once. Where it matters which they are they bear this object's address in
/// libxml2's _private, which nobody else uses.
class Walk {
  public:
    explicit Walk(const XmlDocument& document)
        : document_(reinterpret_cast<xmlNode*>(document.tree())), root_(document.root()), here_{document_} {}

    void take(const Step& step) {
        if (step.anywhere) spread();
        std::vector<xmlNode*> next;
        for (const xmlNode* parent : here_) {
            auto found = child_elements(parent);
            std::erase_if(found, [&](const xmlNode* child) { return !is_called(child, step.name); });
            for (const auto& predicate : step.predicates) keep(found, predicate);
            next.insert(next.end(), found.begin(), found.end());
        }
        here_ = std::move(next);
    }

    /// In document order.
    [[nodiscard]] xmlNode* first() {
        if (here_.empty()) return nullptr;
        mark(here_, this);
        xmlNode* at = root_;
        while (at != nullptr && at->_private != this) at = next_element(at, root_);
        mark(here_, nullptr);
        return at;
    }

  private:
    static void mark(const std::vector<xmlNode*>& nodes, Walk* with) {
        for (xmlNode* node : nodes) node->_private = with;
    }

    /// To all elements inside too: //x stands for /descendant-or-self::node()/x.
    void spread() {
        if (here_.empty()) return;
        mark(here_, this);
        std::vector<xmlNode*> all;
        if (document_->_private == this) all.push_back(document_);
        for (xmlNode* at = root_; at != nullptr; at = next_element(at, root_)) {
            if (at->_private != this && at->parent->_private != this) continue;
            at->_private = this;
            all.push_back(at);
        }
        mark(all, nullptr);
        here_ = std::move(all);
    }

    [[nodiscard]] bool is_called(const xmlNode* element, const XmlPath::Name& name) const {
        const bool any = name.local == "*";
        if (any && name.prefix.empty()) return true;
        return bound(root_, name.prefix) == namespace_of(element->ns) &&
               (any || view_of(element->name) == name.local);
    }

    void keep(std::vector<xmlNode*>& found, const Predicate& predicate) const {
        if (predicate.place == 0 && !predicate.last) {
            std::erase_if(found, [&](const xmlNode* element) { return !holds(predicate, element); });
            return;
        }
        const auto place = predicate.last ? found.size() : predicate.place;
        const bool is_there = place != 0 && place <= found.size();
        found = is_there ? std::vector{found[place - 1]} : std::vector<xmlNode*>{};
    }

    [[nodiscard]] bool holds(const Predicate& predicate, const xmlNode* element) const {
        return std::ranges::any_of(predicate.any_of_all, [&](const auto& all) {
            return std::ranges::all_of(all, [&](const Comparison& one) { return holds(one, element); });
        });
    }

    [[nodiscard]] bool holds(const Comparison& comparison, const xmlNode* element) const {
        const auto value = value_of(comparison, element);
        if (!value || !comparison.value) return value.has_value();
        return (*value == *comparison.value) != comparison.differs;
    }

    [[nodiscard]] std::optional<std::string> value_of(const Comparison& comparison,
                                                      const xmlNode* element) const {
        switch (comparison.of) {
            case Comparison::Of::attribute:
                return value_of(comparison.attribute, element);
            case Comparison::Of::local_name:
                return std::string(view_of(element->name));
            case Comparison::Of::name: {
                const auto prefix =
                    element->ns != nullptr ? view_of(element->ns->prefix) : std::string_view{};
                const auto local = std::string(view_of(element->name));
                return prefix.empty() ? local : std::string(prefix) + ":" + local;
            }
            case Comparison::Of::namespace_name:
                return std::string(namespace_of(element->ns));
        }
        return {};
    }

    [[nodiscard]] std::optional<std::string> value_of(const XmlPath::Name& name,
                                                      const xmlNode* element) const {
        const auto space = bound(root_, name.prefix);
        for (const xmlAttr* at = element->properties; at != nullptr; at = at->next) {
            if (view_of(at->name) == name.local && space == namespace_of(at->ns)) return attribute_value(at);
        }
        return {};
    }

    xmlNode* document_;
    xmlNode* root_;
    std::vector<xmlNode*> here_;
};

}  // namespace

std::optional<XmlPath> XmlPath::read(std::string_view xpath) {
    auto steps = PathReader(xpath).read();
    if (!steps) return {};
    return XmlPath(*std::move(steps));
}

xmlNode* XmlPath::first_in(const XmlDocument& document) const {
    Walk walk(document);
    for (const auto& step : steps_) walk.take(step);
    return walk.first();
}

}  // namespace qoltanba::crypto
