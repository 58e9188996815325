// The canonical form of a whole document in one pass over its text, without a tree: Canonical XML 1.0 without
// comments. A document of megabytes is mostly written as its canonical form has it, and such stretches of the
// text go to the digest as they stand.
//
// This reader knows the documents that are usual, and knows them exactly: what it accepts, XmlDocument and
// canonicalise() accept with the same octets. All else it leaves to them, and never says what is wrong.
#pragma once

#include "crypto/signatures/xml_canonical_output.hpp"
#include "crypto/signatures/xml_tags.hpp"

#include <optional>
#include <string_view>

namespace qoltanba::crypto {

struct ScannedXml {
    // Only kind and place of these are set.
    XmlTag opening;  ///< the root's start tag
    XmlTag closing;  ///< the root's end tag; the same tag if the root is an empty one
};

/// `text` is without a byte order mark. Nothing if this reader leaves the document to the others; what `sink`
/// was given then means nothing.
std::optional<ScannedXml> scan_canonical(std::string_view text, const OctetSink& sink);

}  // namespace qoltanba::crypto
