// The one bounded reader of ASN.1 bytes (ITU-T X.690). It reads minimal definite lengths; bytes that may be
// BER (CMS, PKCS#12) go through ber_to_der first.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <cstdint>
#include <optional>

namespace qoltanba::crypto::der {

/// Identifier octets this project meets; all have tag numbers below 31.
enum class Tag : std::uint8_t {
    boolean = 0x01,
    integer = 0x02,
    bit_string = 0x03,
    octet_string = 0x04,
    null = 0x05,
    object_identifier = 0x06,
    enumerated = 0x0A,
    utf8_string = 0x0C,
    printable_string = 0x13,
    t61_string = 0x14,
    ia5_string = 0x16,
    utc_time = 0x17,
    generalized_time = 0x18,
    bmp_string = 0x1E,
    sequence = 0x30,
    set = 0x31,
};

/// [n] EXPLICIT or IMPLICIT of a constructed type: 0xA0 | n.
constexpr Tag context(unsigned number) {
    return static_cast<Tag>(0xA0U | number);
}
/// [n] IMPLICIT of a primitive type: 0x80 | n.
constexpr Tag context_primitive(unsigned number) {
    return static_cast<Tag>(0x80U | number);
}

/// One tag-length-value; the views point into the bytes that were read.
struct Element {
    Tag tag{};
    BytesView content;  ///< the value octets
    BytesView whole;    ///< identifier, length and value octets
};

/// Walks the elements of one level. Errors: malformed_der.
class Reader {
  public:
    explicit Reader(BytesView input) : rest_(input) {}
    /// The elements inside this one.
    static Reader inside(const Element& element) { return Reader(element.content); }

    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] bool next_is(Tag tag) const;

    Result<Element> next();
    Result<Element> expect(Tag tag);
    /// The next element if it has this tag; otherwise nothing is consumed.
    Result<std::optional<Element>> optional(Tag tag);
    /// A reader of the inside of the next element, which must have this tag.
    Result<Reader> enter(Tag tag);
    /// Fails if anything is left.
    Result<void> finish() const;

  private:
    BytesView rest_;
};

/// The single element that these bytes are; fails on anything before or after it.
Result<Element> read_single(BytesView input, Tag tag);

/// Turns one BER element into minimal definite lengths and primitive strings. Parts that are already so are
/// copied octet for octet, so signatures over them stay valid. Bounds: nesting 64; the output is as long as
/// the input or shorter, but for one or two octets for each indefinite length around more than 64 KiB.
Result<Bytes> ber_to_der(BytesView input);

}  // namespace qoltanba::crypto::der
