// What both ways to a canonical form share, over a tree (xml_canonical) and over the text (xml_scan): how
// characters are written, and where the octets go.
#pragma once

#include "crypto/base/bytes.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <string_view>

namespace qoltanba::crypto {

/// Takes the canonical octets piece by piece.
using OctetSink = std::function<void(BytesView)>;

/// For each octet the reference it is written as; empty if it stands for itself (Canonical XML 1.0, 2.3).
using XmlReferences = std::array<std::string_view, 256>;

inline constexpr XmlReferences text_references = [] {
    XmlReferences table{};
    table['&'] = "&amp;";
    table['<'] = "&lt;";
    table['>'] = "&gt;";
    table['\r'] = "&#xD;";
    return table;
}();

inline constexpr XmlReferences attribute_references = [] {
    XmlReferences table{};
    table['&'] = "&amp;";
    table['<'] = "&lt;";
    table['"'] = "&quot;";
    table['\t'] = "&#x9;";
    table['\n'] = "&#xA;";
    table['\r'] = "&#xD;";
    return table;
}();

/// RFC 3986, 3.1: an absolute URI begins with a scheme. A namespace with another name has no canonical form.
inline bool is_absolute_uri(std::string_view uri) {
    const auto colon = uri.find(':');
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return colon != std::string_view::npos && colon > 0 && is_letter(uri[0]) &&
           std::all_of(uri.begin(), uri.begin() + static_cast<std::ptrdiff_t>(colon), [&](char c) {
               return is_letter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
           });
}

/// Gathers small pieces into large ones for the sink.
class CanonicalOutput {
  public:
    explicit CanonicalOutput(const OctetSink& sink) : sink_(sink) { buffer_.reserve(size + size / 4); }
    void operator()(std::string_view text) {
        if (text.size() > size) {
            flush();
            return give(text);
        }
        buffer_ += text;
        if (buffer_.size() >= size) flush();
    }

    /// Gives the sink at once as much of a text, longer than a block, as ends where a block of the digest
    /// does: a digest that gets whole blocks copies none of them. Returns how much that is.
    std::size_t give_blocks(std::string_view text) {
        flush();
        text.remove_suffix((given_ + text.size()) % block);
        give(text);
        return text.size();
    }

    /// Text with some characters written as references: those for which `reference` gives one.
    void escaped(std::string_view text, const XmlReferences& reference) {
        std::size_t from = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const auto& replacement = reference[static_cast<unsigned char>(text[i])];
            if (replacement.empty()) continue;
            (*this)(text.substr(from, i - from));
            (*this)(replacement);
            from = i + 1;
        }
        (*this)(text.substr(from));
    }

    void flush() {
        if (!buffer_.empty()) give(buffer_);
        buffer_.clear();
    }

  private:
    static constexpr std::size_t size = 16384;
    static constexpr std::size_t block = 128;  ///< octets: SHA-512's, a multiple of all others'

    void give(std::string_view text) {
        given_ += text.size();
        sink_(bytes_of(text));
    }

    const OctetSink& sink_;
    std::string buffer_;
    std::size_t given_ = 0;  ///< octets, to the sink
};

}  // namespace qoltanba::crypto
