#include "crypto/signatures/xml_scan.hpp"

#include "crypto/signatures/xml_scanner.hpp"

namespace qoltanba::crypto {

using namespace xml_octets;

namespace {

/// Whether all of these may stand in a document; what ends them is no part of a character.
bool are_characters(const char* at, const char* end) {
    while (at != end) {
        if (!is(in_data, *at) || *at == '>' || *at == '\r') {
            ++at;
        } else {
            at = character(at).end;
            if (at == nullptr) return false;
        }
    }
    return true;
}

}  // namespace

std::optional<ScannedXml> scan_canonical(std::string_view text, const OctetSink& sink) {
    if (text.size() > XmlLimits::octets) return {};
    while (!text.empty() && is(space, text.back())) text.remove_suffix(1);
    if (!text.ends_with('>')) return {};
    return XmlScanner(text, sink).run();
}

std::optional<ScannedXml> XmlScanner::run() {
    const char* at = around_root(declaration(begin_));
    if (at == nullptr) return {};
    kept_ = at;
    at = start_tag(at);
    if (at != nullptr) at = content(at);
    if (at == nullptr) return {};
    give_kept(at);
    behind_root_ = true;
    if (around_root(at) == nullptr || !count_.end(pieces_).empty()) return {};
    out_.flush();
    return scanned_;
}

// ---- Before and behind the root

/// Past <?xml version="1.0" encoding="..." standalone="..."?>, if it is there.
const char* XmlScanner::declaration(const char* at) {
    constexpr std::string_view opening = "<?xml";
    if (!rest(at).starts_with(opening) || !is(space, at[opening.size()])) return at;
    const auto end = rest(at).find("?>");
    if (end == std::string_view::npos) return nullptr;
    ++pieces_;
    const char* const last = at + end;  // '?' is in no class that is passed over here
    at += opening.size();
    /// The value of the next pseudo attribute, if it has this name.
    const auto next = [&](std::string_view name) -> std::optional<std::string_view> {
        const char* from = past_spaces(at);
        if (from == at || !stands(from, name)) return {};
        from = past_spaces(from + name.size());
        if (*from != '=') return {};
        from = past_spaces(from + 1);
        const auto body = std::string_view(from, static_cast<std::size_t>(last - from));
        if (body.empty() || (body[0] != '"' && body[0] != '\'')) return {};
        const auto closing = body.find(body[0], 1);
        if (closing == std::string_view::npos) return {};
        at = from + closing + 1;
        return body.substr(1, closing - 1);
    };
    if (next("version") != "1.0") return nullptr;
    if (const auto encoding = next("encoding")) {
        // The text is UTF-8 whatever this says; but it must be the name of an encoding (XML 1.0, [81]).
        const char* const name = encoding->data();
        if (!is(name_start, *name) || *name == '_' || past(name, name_more) != name + encoding->size()) {
            return nullptr;
        }
    }
    if (const auto standalone = next("standalone");
        standalone && *standalone != "yes" && *standalone != "no") {
        return nullptr;
    }
    return past_spaces(at) == last ? last + 2 : nullptr;
}

/// To the root, or behind the root to the end of the text. Of what is there, instructions alone are written,
/// each on a line of its own (2.1).
const char* XmlScanner::around_root(const char* at) {
    while (at != nullptr && at != end_) {
        const char* from = at;
        at = past_spaces(at);
        if (at != from) ++pieces_;
        if (*at != '<') return nullptr;
        if (!behind_root_ && (is(name_start, at[1]) || is_outside_ascii(at[1]))) return at;
        kept_ = at;
        if (at[1] == '?') {
            if (behind_root_) out_("\n");
            at = instruction(at);
            if (!behind_root_) out_("\n");
        } else {
            at = stands(at, "<!--") ? comment(at) : nullptr;
        }
    }
    return behind_root_ ? at : nullptr;
}

// ---- Inside the root

const char* XmlScanner::reference_in_text(const char* at) {
    const auto [code, end] = reference(at);
    if (end == nullptr) return nullptr;
    if (is_written(code, {at, end}, text_references)) return end;
    give_kept(at);
    write_character(code, text_references);
    kept_ = end;
    return end;
}

const char* XmlScanner::other_markup(const char* at) {
    if (at[1] == '?') return instruction(at);
    if (rest(at).starts_with("<!--")) return comment(at);
    return rest(at).starts_with("<![CDATA[") ? cdata(at) : nullptr;
}

const char* XmlScanner::comment(const char* at) {
    constexpr std::size_t opening = 4;
    const auto dashes = rest(at).find("--", opening);
    if (dashes == std::string_view::npos || !rest(at).substr(dashes).starts_with("-->")) return nullptr;
    if (!are_characters(at + opening, at + dashes)) return nullptr;
    ++pieces_;
    const char* const end = at + dashes + 3;
    replace(at, end, {});
    return end;
}

const char* XmlScanner::cdata(const char* at) {
    constexpr std::size_t opening = 9;
    const auto closing = rest(at).find("]]>", opening);
    if (closing == std::string_view::npos || !are_characters(at + opening, at + closing)) return nullptr;
    ++pieces_;
    give_kept(at);
    write_lines({at + opening, closing - opening}, true);
    return kept_ = at + closing + 3;
}

const char* XmlScanner::instruction(const char* at) {
    Name target;
    const char* const behind = name(at + 2, target);
    const auto closing = rest(at).find("?>", 2);
    if (behind == nullptr || closing == std::string_view::npos) return nullptr;
    const auto lower = [&](std::size_t i) { return static_cast<char>(target.whole[i] | 0x20); };
    const bool reserved = target.whole.size() == 3 && lower(0) == 'x' && lower(1) == 'm' && lower(2) == 'l';
    const char* const data = past_spaces(behind);
    const char* const end = at + closing;
    if (reserved || target.prefix != 0 || (data == behind && data != end)) return nullptr;
    if (!are_characters(data, end)) return nullptr;
    ++pieces_;
    give_kept(at);
    out_("<?");
    out_(target.whole);
    if (data != end) out_(" ");
    write_lines({data, static_cast<std::size_t>(end - data)}, false);
    out_("?>");
    return kept_ = end + 2;
}

// ---- Writing

/// With the ends of lines made one line feed each (XML 1.0, 2.11), and references where text has them.
void XmlScanner::write_lines(std::string_view data, bool as_text) {
    const auto write = [&](std::string_view line) {
        if (as_text) {
            out_.escaped(line, text_references);
        } else {
            out_(line);
        }
    };
    for (auto end = data.find('\r'); end != std::string_view::npos; end = data.find('\r')) {
        write(data.substr(0, end));
        data.remove_prefix(end + 1);
        if (!data.starts_with('\n')) out_("\n");
    }
    write(data);
}

void XmlScanner::write_character(char32_t code, const XmlReferences& references) {
    if (code < 0x80 && !references[code].empty()) return out_(references[code]);
    std::string octets;
    append_utf8(octets, code);
    out_(octets);
}

}  // namespace qoltanba::crypto
