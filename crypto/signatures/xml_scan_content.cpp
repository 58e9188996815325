// What documents mostly consist of: text, and tags that stand as their canonical form has them. These steps
// are one function when compiled, so that a tag takes few instructions beyond those that read it.
#include "crypto/signatures/xml_scanner.hpp"

namespace qoltanba::crypto {

using namespace xml_octets;

/// A start tag inside the root that stands as its canonical form has it and whose attributes have no
/// prefixes: most tags of most documents. nullptr: it is another one, or wrong.
[[gnu::always_inline]] inline const char* XmlScanner::plain_start_tag(const char* at) {
    const auto ascii_name = [](const char* from) {
        return is(name_start, *from) ? past(from + 1, name_more) : from;
    };
    const char* const element = at + 1;
    const char* end = ascii_name(element);
    if (end == element) return nullptr;
    if (*end == ':') {
        if (bound({element, end}).empty()) return nullptr;
        const char* const local = end + 1;
        end = ascii_name(local);
        if (end == local) return nullptr;
    }
    const std::string_view name(element, end);
    std::string_view last;
    std::size_t attributes = 0;
    for (; *end == ' '; ++attributes) {
        const char* const from = end + 1;
        const char* const equals = ascii_name(from);
        if (equals == from || *from == 'x' || *equals != '=' || equals[1] != '"') return nullptr;
        const std::string_view local(from, equals);
        if (attributes != 0 && local <= last) return nullptr;
        last = local;
        end = to_next(equals + 2, in_value);
        if (*end++ != '"') return nullptr;
    }
    if (*end++ != '>' || !count_.enter(false, attributes, 0, pieces_).empty()) return nullptr;
    open(name, bindings_.size());
    return end;
}

/// An end tag inside the root without spaces that ends no namespace. nullptr: it is another one, or wrong.
[[gnu::always_inline]] inline const char* XmlScanner::plain_end_tag(const char* at) {
    const auto& element = open_[depth_ - 1];
    const char* const name = at + 2;
    if (rest(name).size() < element.size + 8 || !is_same(name, element.name, element.size)) return nullptr;
    const char* const end = name + element.size;
    if (*end != '>' || depth_ == 1 || bindings_.size() != element.bindings) return nullptr;
    count_.leave();
    --depth_;
    return end + 1;
}

/// From inside a long run of text to the next octet that text cannot pass over. The digest gets such a run in
/// small pieces: each of its blocks waits for the one before, and meanwhile the processor looks at the text
/// that follows.
[[gnu::noinline]] const char* XmlScanner::long_text(const char* at) {
    constexpr std::ptrdiff_t step = sizeof(Octets);
    constexpr std::ptrdiff_t piece = 256;
    for (;; at += step) {
        for (; end_ - at >= 4 * step; at += 4 * step) {
            const auto plain = plain_in_text(at) & plain_in_text(at + step) & plain_in_text(at + 2 * step) &
                               plain_in_text(at + 3 * step);
            if (!is_every(plain)) break;
            if (at - kept_ >= piece) kept_ += out_.give_blocks({kept_, at});
        }
        for (; end_ - at >= step; at += step) {
            const auto plain = plain_in_text(at);
            if (is_every(plain)) continue;
            at += before_other(plain);
            break;
        }
        if (const char* const stop = near_stop_in_text(at)) return stop;
    }
}

/// Up to the next '<'.
[[gnu::always_inline]] inline const char* XmlScanner::text(const char* at) {
    ++pieces_;
    for (const char* const from = at; at != nullptr;) {
        const char* const stop = near_stop_in_text(at);
        at = stop != nullptr ? stop : long_text(at + 16);
        switch (*at) {
            case '<':
                return at;
            case '&':
                at = rest(at).starts_with("&amp;") ? at + 5 : reference_in_text(at);
                break;
            case '>':
                if (at + 1 == end_ || (at - from >= 2 && at[-1] == ']' && at[-2] == ']')) return nullptr;
                replace(at, at + 1, "&gt;");
                ++at;
                break;
            case '\r':
                replace(at, at + 1, at[1] == '\n' ? "" : "\n");
                ++at;
                break;
            default:
                do at = character(at).end;
                while (at != nullptr && is_outside_ascii(*at));
        }
    }
    return nullptr;
}

const char* XmlScanner::content(const char* at) {
    constexpr std::ptrdiff_t piece = 8192;  // still in the nearest cache when the digest reads it
    while (at != nullptr && depth_ != 0) {
        if (at == end_) return nullptr;
        if (at - kept_ >= piece) kept_ += out_.give_blocks({kept_, at});
        if (*at != '<') at = text(at);
        if (at == nullptr) return nullptr;
        switch (at[1]) {
            case '/': {
                const char* const behind = plain_end_tag(at);
                at = behind != nullptr ? behind : end_tag(at);
                break;
            }
            case '!':
            case '?':
                at = other_markup(at);
                break;
            default:
                const char* const behind = plain_start_tag(at);
                at = behind != nullptr ? behind : start_tag(at);
        }
    }
    return at;
}

}  // namespace qoltanba::crypto
