// An attached SignedData (RFC 5652, 5.1) and its content apart, for contents that are not held in memory:
// beside its content it is judged, and gets time stamps, as the detached one that is left without it.
#pragma once

#include "crypto/cms/structure.hpp"

#include <optional>

namespace qoltanba::crypto::cms {

/// Where the content's octets stand in a file.
struct ContentPlace {
    std::size_t offset = 0, size = 0;
};

/// So many octets from a file's beginning are enough for find_content.
inline constexpr std::size_t beginning_for_content = 64 << 10;

/// From the beginning of a file of this size: nothing unless it is an attached SignedData with definite,
/// minimal lengths down to the content, which stands in one piece.
std::optional<ContentPlace> find_content(BytesView beginning, std::size_t file_size);

/// The SignedData without its content, from what stands around that: all else octet for octet. Error:
/// malformed_signature.
Result<Bytes> detached_from(BytesView before, std::size_t content_size, BytesView after);

/// What stands before and after the content.
struct Around {
    Bytes before, after;
};

/// The SignedData around a content of so many octets; all else octet for octet, BER becomes DER. Errors:
/// malformed_signature, also for one that has a content.
Result<Around> attached_around(BytesView detached, std::size_t content_size);

/// The beginning of a ContentInfo with SignedData, up to its content or, where that has no size, to its
/// place. `head` has version and digestAlgorithms; `following` octets come after the content.
Bytes head_around(BytesView head, BytesView content_type, std::optional<std::size_t> content_size,
                  std::size_t following);

}  // namespace qoltanba::crypto::cms
