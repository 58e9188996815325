// BER to DER as far as lengths and segmented strings go (X.690, 8.1.3.6, 8.6.4, 8.7.3, 10.1, 10.2). Values
// themselves (the order of a SET, a BOOLEAN's octet) are not touched: they may be signed as they stand.
#include "crypto/der/header.hpp"
#include "crypto/der/reader.hpp"

namespace qoltanba::crypto::der {
namespace {

constexpr unsigned depth_limit = 64;
constexpr std::uint8_t constructed_bit = 0x20;

bool is_end_of_contents(BytesView input) {
    return input.size() >= 2 && input[0] == 0 && input[1] == 0;
}

/// Whether this identifier is that of a segmented string: a universal string type with the constructed bit.
bool is_segmented_string(std::uint8_t identifier) {
    switch (static_cast<Tag>(identifier & ~constructed_bit)) {
        case Tag::bit_string:
        case Tag::octet_string:
        case Tag::utf8_string:
        case Tag::printable_string:
        case Tag::t61_string:
        case Tag::ia5_string:
        case Tag::bmp_string:
            return (identifier & constructed_bit) != 0;
        default:
            return false;
    }
}

Result<std::size_t> convert(BytesView input, Bytes& output, unsigned depth);

/// Converts the elements of a constructed one into `content`; the octets taken, end-of-contents included.
Result<std::size_t> convert_inside(const Header& header, BytesView input, Bytes& content, unsigned depth) {
    const auto body = header.length ? input.subspan(header.size, *header.length) : input.subspan(header.size);
    std::size_t at = 0;
    while (header.length ? at != body.size() : !is_end_of_contents(body.subspan(at))) {
        QOLTANBA_TRY(const auto taken, convert(body.subspan(at), content, depth + 1));
        at += taken;
    }
    return header.size + at + (header.length ? 0 : 2);
}

/// Joins the segments of a string, which are elements of the string's own type and primitive by now.
Result<Bytes> join_segments(BytesView segments, Tag string) {
    Bytes joined;
    Reader reader(segments);
    while (!reader.at_end()) {
        QOLTANBA_TRY(const auto segment, reader.expect(string));
        if (string != Tag::bit_string) {
            append(joined, segment.content);
            continue;
        }
        // Each segment of a BIT STRING begins with its count of unused bits; only the last may have any.
        if (segment.content.empty())
            return fail(ErrorCode::malformed_der, "a BIT STRING without its first octet");
        if (joined.empty()) joined.push_back(0);
        if (joined.front() != 0) return fail(ErrorCode::malformed_der, "unused bits inside a BIT STRING");
        joined.front() = segment.content.front();
        append(joined, segment.content.subspan(1));
    }
    if (string == Tag::bit_string && joined.empty()) joined.push_back(0);
    return joined;
}

/// Appends the element at the front of `input` to `output`; the octets it took.
Result<std::size_t> convert(BytesView input, Bytes& output, unsigned depth) {
    if (depth >= depth_limit) return fail(ErrorCode::malformed_der, "nested too deep");
    QOLTANBA_TRY(const auto header, read_header(input));
    if (!header.constructed()) {
        if (!header.length) return fail(ErrorCode::malformed_der, "a primitive element of indefinite length");
        append_header(output, header.identifier, *header.length);
        append(output, input.subspan(header.size, *header.length));
        return header.size + *header.length;
    }
    Bytes content;
    QOLTANBA_TRY(const auto taken, convert_inside(header, input, content, depth));
    auto identifier = header.identifier;
    if (is_segmented_string(identifier)) {
        identifier = static_cast<std::uint8_t>(identifier & ~constructed_bit);
        QOLTANBA_TRY(content, join_segments(content, static_cast<Tag>(identifier)));
    }
    append_header(output, identifier, content.size());
    append(output, content);
    return taken;
}

}  // namespace

Result<Bytes> ber_to_der(BytesView input) {
    Bytes output;
    output.reserve(input.size());
    QOLTANBA_TRY(const auto taken, convert(input, output, 0));
    if (taken != input.size()) return fail(ErrorCode::malformed_der, "more octets than the structure has");
    return output;
}

}  // namespace qoltanba::crypto::der
