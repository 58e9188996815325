#include "crypto/der/values.hpp"

#include "crypto/der/text.hpp"

#include <limits>

namespace qoltanba::crypto::der {
namespace {

Error malformed(std::string detail) {
    return fail(ErrorCode::malformed_der, std::move(detail));
}

/// X.690, 8.3.2: an INTEGER has an octet, and its first nine bits are not all alike.
Result<void> check_integer(BytesView content) {
    if (content.empty()) return malformed("an INTEGER without octets");
    if (content.size() == 1) return {};
    const bool high = (content[1] & 0x80U) != 0;
    if ((content[0] == 0x00 && !high) || (content[0] == 0xFF && high))
        return malformed("an INTEGER with padding");
    return {};
}

/// One arc, seven bits an octet, most significant first; advances `rest`.
Result<std::uint64_t> next_arc(BytesView& rest) {
    std::uint64_t arc = 0;
    if (rest.front() == 0x80U) return malformed("an object identifier with padding");
    while (!rest.empty()) {
        const auto octet = rest.front();
        rest = rest.subspan(1);
        if (arc > std::numeric_limits<std::uint64_t>::max() >> 7U)
            return malformed("an arc of more than 64 bits");
        arc = arc << 7U | (octet & 0x7FU);
        if ((octet & 0x80U) == 0) return arc;
    }
    return malformed("an object identifier is cut off");
}

}  // namespace

Result<std::string> oid_text(const Element& element) {
    auto rest = element.content;
    if (rest.empty()) return malformed("an object identifier without octets");
    // The first two arcs share one number: 40 * first + second, where first is 0, 1 or 2 (X.690, 8.19.4).
    QOLTANBA_TRY(const auto both, next_arc(rest));
    const std::uint64_t first = both < 80 ? both / 40 : 2;
    std::string text = std::to_string(first) + '.' + std::to_string(both - first * 40);
    while (!rest.empty()) {
        QOLTANBA_TRY(const auto arc, next_arc(rest));
        text += '.' + std::to_string(arc);
    }
    return text;
}

Result<std::int64_t> small_integer(const Element& element) {
    QOLTANBA_CHECK(check_integer(element.content));
    if (element.content.size() > sizeof(std::int64_t)) return malformed("an INTEGER of more than 64 bits");
    const bool negative = (element.content.front() & 0x80U) != 0;
    std::uint64_t value = negative ? std::numeric_limits<std::uint64_t>::max() : 0;
    for (const auto octet : element.content) value = value << 8U | octet;
    return static_cast<std::int64_t>(value);
}

Result<Bytes> unsigned_integer(const Element& element) {
    QOLTANBA_CHECK(check_integer(element.content));
    if ((element.content.front() & 0x80U) != 0) return malformed("an INTEGER that must not be negative is");
    const bool padded = element.content.size() > 1 && element.content.front() == 0;
    return copy_of(element.content.subspan(padded ? 1 : 0));
}

Result<BytesView> bit_string_octets(const Element& element) {
    if (element.content.empty()) return malformed("a BIT STRING without its first octet");
    if (element.content.front() != 0) return malformed("a BIT STRING that is not whole octets");
    return element.content.subspan(1);
}

Result<std::uint32_t> named_bits(const Element& element) {
    if (element.content.empty()) return malformed("a BIT STRING without its first octet");
    const unsigned unused = element.content.front();
    const auto octets = element.content.subspan(1);
    if (octets.size() > 4) return malformed("more than 32 named bits");
    if (unused > 7 || (octets.empty() && unused != 0)) return malformed("the count of unused bits is wrong");
    std::uint32_t bits = 0;
    for (unsigned i = 0; i < octets.size() * 8 - unused; ++i) {
        if ((octets[i / 8] & (0x80U >> (i % 8))) != 0) bits |= std::uint32_t{1} << i;
    }
    return bits;
}

Result<Bytes> implicit_octets(const Element& element) {
    if ((static_cast<std::uint8_t>(element.tag) & 0x20U) == 0) return copy_of(element.content);
    Bytes joined;
    auto reader = Reader::inside(element);
    while (!reader.at_end()) {
        QOLTANBA_TRY(const auto segment, reader.expect(Tag::octet_string));
        append(joined, segment.content);
    }
    return joined;
}

Result<Time> time_value(const Element& element) {
    const auto text = text_of(element.content);
    if (element.tag == Tag::utc_time) return utc_time(text);
    if (element.tag == Tag::generalized_time) return generalized_time(text);
    return malformed("neither UTCTime nor GeneralizedTime");
}

Result<std::string> string_text(const Element& element) {
    switch (element.tag) {
        case Tag::utf8_string:
            return utf8(element.content);
        case Tag::printable_string:
        case Tag::ia5_string:
            return ascii(element.content);
        case Tag::t61_string:
            return latin_1(element.content);
        case Tag::bmp_string:
            return utf_16(element.content);
        default:
            return malformed("not a string type");
    }
}

}  // namespace qoltanba::crypto::der
