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

/// So many octets from a file's beginning are enough for find_content and find_pieces.
inline constexpr std::size_t beginning_for_content = 64 << 10;

/// From the beginning of a file of this size: nothing unless it is an attached SignedData with definite,
/// minimal lengths down to the content, which stands in one piece.
std::optional<ContentPlace> find_content(BytesView beginning, std::size_t file_size);

/// The SignedData without its content, from what stands around that: all else octet for octet. Error:
/// malformed_signature.
Result<Bytes> detached_from(BytesView before, std::size_t content_size, BytesView after);

/// From the beginning of a file: where the content's first piece stands in an attached SignedData as programs
/// write it that do not know the content's size yet (BER, X.690, 8.1.3.6): with indefinite lengths down to
/// the content, a constructed OCTET STRING. Nothing in any other file.
std::optional<std::size_t> find_pieces(BytesView beginning);

/// Takes the content out of its pieces (X.690, 8.7.3), each a primitive OCTET STRING of definite length, as
/// the file goes by from find_pieces on.
class ContentPieces {
  public:
    /// The content's next octets among these, which follow on what was taken by now; what was gone through is
    /// cut off from them. None where the end of the content or of these octets comes first. Error:
    /// malformed_signature, at pieces of another kind.
    Result<BytesView> next(BytesView& octets);

    /// The OCTET STRING's end-of-contents octets went by, the last that is taken.
    [[nodiscard]] bool ended() const { return ended_; }
    /// Octets that were gone through.
    [[nodiscard]] std::size_t passed() const { return passed_; }

  private:
    BytesView pass(BytesView& octets, std::size_t count);
    Result<void> begin_piece();

    Bytes header_;          ///< of the next piece, as far as it went by
    std::size_t left_ = 0;  ///< in the piece that goes by
    std::size_t passed_ = 0;
    bool ended_ = false;
};

/// The SignedData, still BER, without its content, from what stands before the first piece and after the
/// octets that ContentPieces took: all else octet for octet. Error: malformed_signature.
Result<Bytes> detached_from_pieces(BytesView before, BytesView after);

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
