#include "agent/ui/document_view.hpp"

#include "agent/ui/visible_text.hpp"
#include "agent/ui/xml_indent.hpp"
#include "crypto/algorithms/digest.hpp"

#include <array>

namespace qoltanba::agent {
namespace {

using std::string_view_literals::operator""sv;

struct Magic {
    std::string_view start;
    std::string_view type;
};

constexpr std::array magics{
    Magic{"%PDF-"sv, "PDF"},
    Magic{"PK\x03\x04"sv, "ZIP"},
    Magic{"\x89PNG\r\n\x1a\n"sv, "PNG"},
    Magic{"\xFF\xD8\xFF"sv, "JPEG"},
    Magic{"GIF8"sv, "GIF"},
    Magic{"{\\rtf"sv, "RTF"},
    Magic{"II*\0"sv, "TIFF"},
    Magic{"MM\0*"sv, "TIFF"},
    Magic{"\x1F\x8B"sv, "GZIP"},
    Magic{"Rar!\x1a\x07"sv, "RAR"},
    Magic{"7z\xBC\xAF\x27\x1C"sv, "7-Zip"},
    Magic{"BM"sv, "BMP"},
    Magic{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "Microsoft Office 97"},
};

// An Office file is a ZIP whose first entries have these names; they stand within its first few hundred
// octets.
constexpr std::array office_parts{
    Magic{"word/"sv, "Word"},
    Magic{"xl/"sv, "Excel"},
    Magic{"ppt/"sv, "PowerPoint"},
    Magic{"mimetypeapplication/vnd.oasis.opendocument"sv, "OpenDocument"},
};

/// id-signedData (RFC 5652, 5.1), which stands at the beginning of every CMS signature.
constexpr auto signed_data_oid = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02"sv;

std::string type_of(std::string_view content) {
    const auto head = content.substr(0, 4096);
    for (const auto& [start, type] : magics) {
        if (!head.starts_with(start)) continue;
        if (type == "ZIP") {
            for (const auto& [part, office] : office_parts) {
                if (head.find(part) != std::string_view::npos) return std::string(office);
            }
        }
        return std::string(type);
    }
    if (head.starts_with('\x30') && head.substr(0, 32).find(signed_data_oid) != std::string_view::npos)
        return "CMS";
    return {};
}

constexpr auto byte_order_mark = "\xEF\xBB\xBF"sv;

bool starts_as_xml(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || text.size() - first < 2 || text[first] != '<') return false;
    const char next = text[first + 1];
    const bool letter = (next >= 'a' && next <= 'z') || (next >= 'A' && next <= 'Z');
    return letter || next == '?' || next == '!' || next == '_' || static_cast<unsigned char>(next) >= 0x80;
}

}  // namespace

DocumentView view_of_document(BytesView content, std::string_view name, std::size_t shown_octets) {
    DocumentView view;
    view.name = visible_line(name);
    view.size = content.size();
    view.sha256 = to_hex(crypto::digest_of(crypto::DigestAlgorithm::sha256, content));
    auto text = text_of(content);
    if (!is_readable_text(text)) {
        view.type = type_of(text);
        return view;
    }
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    const auto shown = utf8_prefix(text, shown_octets);
    view.text_is_cut = shown.size() < text.size();
    const bool xml = starts_as_xml(shown);
    view.kind = xml ? DocumentView::Kind::xml : DocumentView::Kind::text;
    view.text = visible_text(xml ? indented_xml(shown) : std::string(shown));
    return view;
}

DocumentView view_of_bare(BytesView content, std::string_view name, std::size_t shown_octets) {
    auto view = view_of_document(content, name, shown_octets);
    const bool is_read_whole = view.kind != DocumentView::Kind::binary && !view.text_is_cut;
    // Canonical XML writes an element's name as it is, so a SignedInfo cannot hide its own.
    view.as_good_as_digest = !is_read_whole || text_of(content).find("SignedInfo") != std::string_view::npos;
    return view;
}

DocumentView view_of_digest(BytesView digest, std::string_view name) {
    DocumentView view;
    view.kind = DocumentView::Kind::digest;
    view.name = visible_line(name);
    view.size = digest.size();
    view.sha256 = to_hex(digest);
    return view;
}

}  // namespace qoltanba::agent
