// Tags: names, attributes, namespaces.
#include "crypto/signatures/xml_namespaces.hpp"
#include "crypto/signatures/xml_scanner.hpp"

#include <algorithm>
#include <tuple>

namespace qoltanba::crypto {

using namespace xml_octets;

namespace {

/// Past a name without colon; the place itself if there is none.
const char* past_ncname(const char* at) {
    bool first = true;
    for (;; first = false) {
        if (is(first ? name_start : name_more, *at)) {
            at = past(at + 1, name_more);
        } else if (is_outside_ascii(*at)) {
            const auto [code, end] = character(at);
            if (end == nullptr || !(first ? is_name_start(code) : is_name_character(code))) return at;
            at = end;
        } else {
            return at;
        }
    }
}

/// A name that every reader of URIs takes for an absolute one, written without references, and not one of the
/// two that XML keeps for itself: no user, port or address in brackets, one fragment, nothing in percent
/// signs.
bool is_usual_namespace(std::string_view name) {
    constexpr Class in_uri =
        every("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:/?#=+,;!$*()");
    if (!is_absolute_uri(name) || name == xml_namespace || name == xmlns_namespace) return false;
    if (!std::all_of(name.begin(), name.end(), [&](char c) { return is(in_uri, c); })) return false;
    if (name.find('#') != name.rfind('#')) return false;
    const auto behind_scheme = name.substr(name.find(':') + 1);
    if (!behind_scheme.starts_with("//")) return true;
    const auto host = behind_scheme.substr(2, behind_scheme.find_first_of("/?#", 2) - 2);
    return is(name_more, host.empty() ? ' ' : host[0]) && host.find(':') == std::string_view::npos;
}

}  // namespace

/// Past a name with one prefix at most.
const char* XmlScanner::name(const char* at, Name& name) {
    const char* end = past_ncname(at);
    if (end == at) return nullptr;
    name.prefix = 0;
    if (*end == ':') {
        name.prefix = static_cast<std::size_t>(end - at);
        const char* const local = end + 1;
        end = past_ncname(local);
        if (end == local) return nullptr;
    }
    name.whole = {at, static_cast<std::size_t>(end - at)};
    return end;
}

const char* XmlScanner::start_tag(const char* at) {
    Name element;
    const char* behind = name(at + 1, element);
    if (behind == nullptr) return nullptr;
    attributes_.clear();
    bool as_it_stands = true;
    const char* end = past_spaces(behind);
    for (; *end != '>' && *end != '/'; end = past_spaces(behind)) {
        if (end == behind) return nullptr;
        as_it_stands = as_it_stands && end - behind == 1 && *behind == ' ';
        behind = attribute(end, as_it_stands);
        if (behind == nullptr) return nullptr;
    }
    const bool empty = *end == '/';
    if (empty && *++end != '>') return nullptr;
    ++end;
    const auto outer = bindings_.size();
    if (!count(empty) || !bind(element, as_it_stands) || !order(as_it_stands)) return nullptr;
    if (depth_ == 0) {
        scanned_.opening = scanned_.closing = tag(empty ? XmlTag::Kind::empty : XmlTag::Kind::start, at, end);
    }
    if (!as_it_stands) {
        give_kept(at);
        write_tag(element);
        kept_ = behind;
    }
    if (!empty) {
        open(element.whole, outer);
        if (end - behind != 1) replace(behind, end, ">");
        return end;
    }
    bindings_.resize(outer);
    replace(behind, end, "></");
    out_(element.whole);
    out_(">");
    return end;
}

bool XmlScanner::count(bool empty) {
    std::size_t namespaces = 0;
    for (const auto& attribute : attributes_) {
        if (attribute.name.whole.starts_with("xmlns")) ++namespaces;  // as XmlTagReader has it
    }
    return count_.enter(empty, attributes_.size(), namespaces, pieces_).empty();
}

const char* XmlScanner::end_tag(const char* at) {
    const auto& element = open_[depth_ - 1];
    if (!stands(at + 2, {element.name, element.size})) return nullptr;
    const char* end = at + 2 + element.size;
    if (*end != '>') {
        const char* const name_end = end;
        end = past_spaces(name_end);
        if (*end != '>') return nullptr;
        replace(name_end, end, {});
    }
    ++end;
    bindings_.resize(element.bindings);
    count_.leave();
    if (--depth_ == 0) scanned_.closing = tag(XmlTag::Kind::end, at, end);
    return end;
}

// ---- Attributes

const char* XmlScanner::attribute(const char* at, bool& as_it_stands) {
    if (attributes_.size() == XmlLimits::attributes) return nullptr;
    auto& read = attributes_.emplace_back();
    const char* const behind = name(at, read.name);
    if (behind == nullptr) return nullptr;
    const char* const equals = past_spaces(behind);
    if (*equals != '=') return nullptr;
    const char* const quote = past_spaces(equals + 1);
    if (*quote != '"' && *quote != '\'') return nullptr;
    as_it_stands = as_it_stands && *quote == '"' && quote - behind == 1;
    const char* const end = value(quote, as_it_stands);
    if (end == nullptr) return nullptr;
    read.value = {quote + 1, static_cast<std::size_t>(end - quote - 1)};
    read.declares = read.name.whole == "xmlns" || read.name.prefix_text() == "xmlns";
    read.local = read.name.whole == "xmlns" ? std::string_view{} : read.name.local();
    return end + 1;
}

/// From a value's quote to the other.
const char* XmlScanner::value(const char* quote, bool& as_it_stands) const {
    for (const char* at = quote + 1; at != nullptr;) {
        at = to_next(at, in_value);
        if (*at == *quote) return at;
        switch (*at) {
            case '<':
                return nullptr;
            case '>':
                if (++at == end_) return nullptr;
                break;
            case '&': {
                const auto [code, end] = reference(at);
                if (end == nullptr) return nullptr;
                as_it_stands = as_it_stands && is_written(code, {at, end}, attribute_references);
                at = end;
                break;
            }
            case '"':
            case '\'':
                ++at;
                break;
            case '\t':
            case '\n':
            case '\r':
                as_it_stands = false;
                ++at;
                break;
            default:
                at = character(at).end;
        }
    }
    return nullptr;
}

/// Brings what the tag declares into scope, and finds the namespaces of its names.
bool XmlScanner::bind(const Name& element, bool& as_it_stands) {
    for (auto& attribute : attributes_) {
        if (!attribute.declares) continue;
        const auto [prefix, name] = Binding{attribute.local, attribute.value};
        const bool undeclares = prefix.empty() && name.empty();
        if (prefix.starts_with("xml") || (!undeclares && !is_usual_namespace(name))) return false;
        attribute.redundant = bound(prefix) == name;
        as_it_stands = as_it_stands && !attribute.redundant;
        bindings_.push_back({prefix, name});
    }
    for (auto& attribute : attributes_) {
        if (attribute.declares || attribute.name.prefix == 0) continue;
        const auto prefix = attribute.name.prefix_text();
        const bool of_xml = prefix == "xml" && (attribute.local == "lang" || attribute.local == "space");
        attribute.space = of_xml ? xml_namespace : bound(prefix);
        if (attribute.space.empty()) return false;
    }
    return element.prefix == 0 || !bound(element.prefix_text()).empty();
}

/// The name that this prefix stands for; empty if none.
std::string_view XmlScanner::bound(std::string_view prefix) const {
    const auto found = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                    [prefix](const Binding& binding) { return binding.prefix == prefix; });
    return found != bindings_.rend() ? found->name : std::string_view{};
}

/// Sorts the attributes as the canonical form has them (2.2): declarations by prefix, then the others by
/// namespace and local name. False if one stands there twice.
bool XmlScanner::order(bool& as_it_stands) {
    if (attributes_.size() < 2) return true;
    const auto before = [](const Attribute& a, const Attribute& b) {
        return std::tuple(!a.declares, a.space, a.local) < std::tuple(!b.declares, b.space, b.local);
    };
    const auto not_before = [&](const Attribute& a, const Attribute& b) { return !before(a, b); };
    const auto sorted_and_single = [&] {
        return std::adjacent_find(attributes_.begin(), attributes_.end(), not_before) == attributes_.end();
    };
    if (sorted_and_single()) return true;
    as_it_stands = false;
    std::sort(attributes_.begin(), attributes_.end(), before);
    return sorted_and_single();
}

// ---- Writing

void XmlScanner::write_tag(const Name& element) {
    out_("<");
    out_(element.whole);
    for (const auto& attribute : attributes_) {
        if (attribute.redundant) continue;
        out_(" ");
        out_(attribute.name.whole);
        out_("=\"");
        write_value(attribute.value);
        out_("\"");
    }
}

/// The value of an attribute as XML reads it (3.3.3: white space that is no reference becomes a space),
/// written as the canonical form has it.
void XmlScanner::write_value(std::string_view value) {
    const char* from = value.data();
    const char* const end = from + value.size();
    for (const char* at = from; at != end;) {
        if (*at == '&') {
            const auto [code, behind] = reference(at);
            out_({from, at});
            write_character(code, attribute_references);
            at = from = behind;
        } else if (*at == '"' || (is(space, *at) && *at != ' ')) {
            out_({from, at});
            const bool of_two = *at == '\r' && at[1] == '\n';  // CR LF is one end of a line, so one space
            if (!of_two) out_(*at == '"' ? "&quot;" : " ");
            from = ++at;
        } else {
            ++at;
        }
    }
    out_({from, end});
}

}  // namespace qoltanba::crypto
