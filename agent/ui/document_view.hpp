// How a document is shown: what it is, how big, its hash, and as much of it as a person can read. What is
// signed is never touched; only the picture of it is made here.
#pragma once

#include "agent/ui/prompter.hpp"
#include "crypto/base/bytes.hpp"

#include <string>

namespace qoltanba::agent {

/// At most this many octets of a document are shown as text, fewer where there are many documents;
/// DocumentView::text_is_cut says that there is more.
inline constexpr std::size_t shown_text_limit = std::size_t{64} * 1024;

/// The view of a document: XML (indented) if it is readable text that starts as XML does, text if it is
/// readable UTF-8, otherwise binary with the type its first octets tell. `name` is a file's name, if there is
/// one.
DocumentView view_of_document(BytesView content, std::string_view name = {},
                              std::size_t shown = shown_text_limit);

/// The view of what gets a bare signature. Such a signature can be put under whatever these octets mean:
/// signed attributes of a CMS (RFC 5652, 5.4) or the SignedInfo of an XML signature are digests of a document
/// that is not here. So anything but text that is all here to be read, and of no XML signature, is as good as
/// a digest.
DocumentView view_of_bare(BytesView content, std::string_view name = {},
                          std::size_t shown = shown_text_limit);

/// The view of a digest that the page made itself: there is no document to show.
DocumentView view_of_digest(BytesView digest, std::string_view name = {});

}  // namespace qoltanba::agent
