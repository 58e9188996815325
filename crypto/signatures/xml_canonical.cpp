#include "crypto/signatures/xml_canonical.hpp"

#include "crypto/signatures/xml_names.hpp"
#include "crypto/signatures/xml_namespaces.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace qoltanba::crypto {
namespace {

/// A prefix and the namespace it stands for; an empty prefix is the default namespace.
struct Binding {
    std::string_view prefix;
    std::string_view name;
};

Binding binding_of(const xmlNs* ns) {
    return {view_of(ns->prefix), view_of(ns->href)};
}

class Canonicaliser {
  public:
    Canonicaliser(const CanonicalForm& form, std::span<xmlNode* const> left_out, const OctetSink& sink)
        : form_(form), left_out_(left_out), out_(sink) {}

    Result<void> run(const xmlNode* apex) {
        auto result = apex->type == XML_ELEMENT_NODE ? this->apex(apex) : document(apex);
        out_.flush();
        return result;
    }

  private:
    Result<void> document(const xmlNode* document);
    Result<void> apex(const xmlNode* element);
    Result<void> element(const xmlNode* element, std::vector<Binding> namespaces,
                         const std::vector<const xmlAttr*>& inherited);
    Result<void> children(const xmlNode* parent);
    Result<void> node(const xmlNode* node);
    void attributes(const xmlNode* element, const std::vector<const xmlAttr*>& inherited);
    void instruction(const xmlNode* node);
    void comment(const xmlNode* node);
    void qualified_name(const xmlNs* ns, const xmlChar* local);

    [[nodiscard]] std::vector<Binding> declared_on(const xmlNode* element) const;
    [[nodiscard]] std::vector<Binding> used_by(const xmlNode* element) const;
    [[nodiscard]] std::string_view rendered(std::string_view prefix) const;
    [[nodiscard]] bool treated_inclusively(std::string_view prefix) const;

    const CanonicalForm& form_;
    std::span<xmlNode* const> left_out_;
    std::vector<Binding> rendered_;  ///< what the open elements of the output declare, innermost last
    CanonicalOutput out_;
};

/// Every namespace in scope at an element, the nearest declaration of each prefix.
std::vector<Binding> in_scope(const xmlNode* element) {
    std::vector<Binding> found;
    for (; element != nullptr && element->type == XML_ELEMENT_NODE; element = element->parent) {
        for (const xmlNs* ns = element->nsDef; ns != nullptr; ns = ns->next) {
            const auto binding = binding_of(ns);
            const bool known = std::any_of(found.begin(), found.end(), [&](const Binding& other) {
                return other.prefix == binding.prefix;
            });
            if (!known) found.push_back(binding);
        }
    }
    return found;
}

/// Attributes xml:* of the elements around, which the inclusive form gives to its apex (2.4).
std::vector<const xmlAttr*> inherited_attributes(const xmlNode* apex) {
    std::vector<const xmlAttr*> found;
    const auto is_same = [](const xmlAttr* a, const xmlAttr* b) {
        return view_of(a->name) == view_of(b->name);
    };
    for (const xmlNode* around = apex->parent; around != nullptr && around->type == XML_ELEMENT_NODE;
         around = around->parent) {
        for (const xmlAttr* attribute = around->properties; attribute != nullptr;
             attribute = attribute->next) {
            if (attribute->ns == nullptr || view_of(attribute->ns->href) != xml_namespace) continue;
            const bool nearer = std::any_of(found.begin(), found.end(),
                                            [&](const xmlAttr* other) { return is_same(other, attribute); });
            if (!nearer && xmlHasNsProp(apex, attribute->name, attribute->ns->href) == nullptr)
                found.push_back(attribute);
        }
    }
    return found;
}

Result<void> Canonicaliser::document(const xmlNode* document) {
    bool before_root = true;
    for (const xmlNode* child = document->children; child != nullptr; child = child->next) {
        const bool written =
            child->type == XML_PI_NODE || (child->type == XML_COMMENT_NODE && form_.comments);
        if (written && !before_root) out_("\n");
        if (child->type == XML_ELEMENT_NODE) before_root = false;
        QOLTANBA_CHECK(node(child));
        if (written && before_root) out_("\n");
    }
    return {};
}

Result<void> Canonicaliser::apex(const xmlNode* apex) {
    if (form_.exclusive) {
        auto namespaces = used_by(apex);
        for (const auto& binding : in_scope(apex)) {
            if (treated_inclusively(binding.prefix)) namespaces.push_back(binding);
        }
        return element(apex, std::move(namespaces), {});
    }
    return element(apex, in_scope(apex), inherited_attributes(apex));
}

Result<void> Canonicaliser::node(const xmlNode* node) {
    switch (node->type) {
        case XML_ELEMENT_NODE:
            if (std::find(left_out_.begin(), left_out_.end(), node) != left_out_.end()) return {};
            return element(node, form_.exclusive ? used_by(node) : declared_on(node), {});
        case XML_TEXT_NODE:
        case XML_CDATA_SECTION_NODE:
            out_.escaped(view_of(node->content), text_references);
            return {};
        case XML_PI_NODE:
            instruction(node);
            return {};
        case XML_COMMENT_NODE:
            comment(node);
            return {};
        default:
            return fail(ErrorCode::internal, "a kind of XML node that no document here has");
    }
}

Result<void> Canonicaliser::children(const xmlNode* parent) {
    for (const xmlNode* child = parent->children; child != nullptr; child = child->next) {
        QOLTANBA_CHECK(node(child));
    }
    return {};
}

/// `namespaces`: those to declare here unless the output around has declared the same.
Result<void> Canonicaliser::element(const xmlNode* element, std::vector<Binding> namespaces,
                                    const std::vector<const xmlAttr*>& inherited) {
    for (const xmlNs* ns = element->nsDef; ns != nullptr; ns = ns->next) {
        const auto name = view_of(ns->href);
        if (name.empty() || is_absolute_uri(name)) continue;
        return fail(ErrorCode::malformed_xml, "Element " + std::string(view_of(element->name)) +
                                                  " has a relative namespace: " + std::string(name));
    }
    out_("<");
    qualified_name(element->ns, element->name);
    const auto outer = rendered_.size();
    std::sort(namespaces.begin(), namespaces.end(),
              [](const Binding& a, const Binding& b) { return a.prefix < b.prefix; });
    for (const auto& [prefix, name] : namespaces) {
        if (prefix == "xml" || rendered(prefix) == name) continue;
        out_(prefix.empty() ? " xmlns" : " xmlns:");
        out_(prefix);
        out_("=\"");
        out_.escaped(name, attribute_references);
        out_("\"");
        rendered_.push_back({prefix, name});
    }
    attributes(element, inherited);
    out_(">");
    QOLTANBA_CHECK(children(element));
    out_("</");
    qualified_name(element->ns, element->name);
    out_(">");
    rendered_.resize(outer);
    return {};
}

void Canonicaliser::attributes(const xmlNode* element, const std::vector<const xmlAttr*>& inherited) {
    if (element->properties == nullptr && inherited.empty()) return;
    std::vector<const xmlAttr*> all = inherited;
    for (const xmlAttr* attribute = element->properties; attribute != nullptr; attribute = attribute->next) {
        all.push_back(attribute);
    }
    const auto key = [](const xmlAttr* attribute) {
        const auto space = attribute->ns != nullptr ? view_of(attribute->ns->href) : std::string_view{};
        return std::pair(space, view_of(attribute->name));
    };
    std::sort(all.begin(), all.end(), [&](const xmlAttr* a, const xmlAttr* b) { return key(a) < key(b); });
    for (const xmlAttr* attribute : all) {
        out_(" ");
        qualified_name(attribute->ns, attribute->name);
        out_("=\"");
        for (const xmlNode* part = attribute->children; part != nullptr; part = part->next) {
            out_.escaped(view_of(part->content), attribute_references);
        }
        out_("\"");
    }
}

void Canonicaliser::instruction(const xmlNode* node) {
    out_("<?");
    out_(view_of(node->name));
    if (!view_of(node->content).empty()) {
        out_(" ");
        out_(view_of(node->content));
    }
    out_("?>");
}

void Canonicaliser::comment(const xmlNode* node) {
    if (!form_.comments) return;
    out_("<!--");
    out_(view_of(node->content));
    out_("-->");
}

void Canonicaliser::qualified_name(const xmlNs* ns, const xmlChar* local) {
    if (ns != nullptr && ns->prefix != nullptr) {
        out_(view_of(ns->prefix));
        out_(":");
    }
    out_(view_of(local));
}

std::vector<Binding> Canonicaliser::declared_on(const xmlNode* element) const {
    std::vector<Binding> declared;
    for (const xmlNs* ns = element->nsDef; ns != nullptr; ns = ns->next) declared.push_back(binding_of(ns));
    return declared;
}

/// The namespaces that an element shows (exc-c14n, 3), and those declared on it that the list names.
std::vector<Binding> Canonicaliser::used_by(const xmlNode* element) const {
    std::vector<Binding> used;
    const auto add = [&](Binding binding) {
        const bool known = std::any_of(used.begin(), used.end(),
                                       [&](const Binding& other) { return other.prefix == binding.prefix; });
        if (!known) used.push_back(binding);
    };
    add(element->ns != nullptr ? binding_of(element->ns) : Binding{});
    for (const xmlAttr* attribute = element->properties; attribute != nullptr; attribute = attribute->next) {
        if (attribute->ns != nullptr) add(binding_of(attribute->ns));
    }
    for (const xmlNs* ns = element->nsDef; ns != nullptr; ns = ns->next) {
        if (treated_inclusively(view_of(ns->prefix))) add(binding_of(ns));
    }
    return used;
}

/// What this prefix stands for in the output so far; empty if nothing.
std::string_view Canonicaliser::rendered(std::string_view prefix) const {
    const auto found = std::find_if(rendered_.rbegin(), rendered_.rend(),
                                    [prefix](const Binding& binding) { return binding.prefix == prefix; });
    return found != rendered_.rend() ? found->name : std::string_view{};
}

bool Canonicaliser::treated_inclusively(std::string_view prefix) const {
    const auto listed = prefix.empty() ? std::string_view("#default") : prefix;
    return std::find(form_.inclusive_prefixes.begin(), form_.inclusive_prefixes.end(), listed) !=
           form_.inclusive_prefixes.end();
}

}  // namespace

std::optional<NamedForm> canonical_form_by_uri(std::string_view uri) {
    struct Row {
        std::string_view uri;
        bool exclusive, comments, version_1_1;
    };
    constexpr std::array rows{
        Row{xml_names::c14n, false, false, false},
        Row{xml_names::c14n_with_comments, false, true, false},
        Row{xml_names::c14n_1_1, false, false, true},
        Row{xml_names::c14n_1_1_with_comments, false, true, true},
        Row{xml_names::c14n_exclusive, true, false, false},
        Row{xml_names::c14n_exclusive_with_comments, true, true, false},
    };
    const auto* row = std::find_if(rows.begin(), rows.end(), [uri](const Row& r) { return r.uri == uri; });
    if (row == rows.end()) return {};
    return NamedForm{{.exclusive = row->exclusive, .comments = row->comments}, row->version_1_1};
}

bool canonicalise_1_1_safe(const xmlNode* apex) {
    const auto differing = inherited_attributes(apex);
    return std::none_of(differing.begin(), differing.end(), [](const xmlAttr* attribute) {
        return view_of(attribute->name) == "id" || view_of(attribute->name) == "base";
    });
}

Result<void> canonicalise(const xmlNode* apex, const CanonicalForm& form, std::span<xmlNode* const> left_out,
                          const OctetSink& sink) {
    return Canonicaliser(form, left_out, sink).run(apex);
}

Result<Bytes> canonical_octets(const xmlNode* apex, const CanonicalForm& form,
                               std::span<xmlNode* const> left_out) {
    Bytes octets;
    QOLTANBA_CHECK(canonicalise(apex, form, left_out, [&](BytesView more) { append(octets, more); }));
    return octets;
}

}  // namespace qoltanba::crypto
