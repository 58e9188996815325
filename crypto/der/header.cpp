#include "crypto/der/header.hpp"

#include <limits>

namespace qoltanba::crypto::der {
namespace {

constexpr std::uint8_t tag_number_mask = 0x1F;
constexpr std::uint8_t long_form = 0x80;
constexpr std::uint8_t reserved_length = 0xFF;  // X.690, 8.1.3.5 c

/// The long form (X.690, 8.1.3.5): `count` octets, big-endian, after the first length octet.
Result<Header> read_long_length(Header header, BytesView input, std::size_t count) {
    if (input.size() - 2 < count) return fail(ErrorCode::malformed_der, "the length octets are cut off");
    std::size_t length = 0;
    for (const auto octet : input.subspan(2, count)) {
        if (length > std::numeric_limits<std::size_t>::max() >> 8U) {
            return fail(ErrorCode::malformed_der, "the length is out of all bounds");
        }
        length = length << 8U | octet;
    }
    header.size = 2 + count;
    header.length = length;
    header.minimal = input[2] != 0 && length >= long_form;
    return header;
}

}  // namespace

Result<Header> read_header(BytesView input) {
    return read_header(input, input.size());
}

Result<Header> read_header(BytesView input, std::size_t input_size) {
    if (input.size() < 2) return fail(ErrorCode::malformed_der, "the element is cut off");
    Header header{.identifier = input[0], .size = 2, .length = input[1], .minimal = true};
    if ((header.identifier & tag_number_mask) == tag_number_mask) {
        return fail(ErrorCode::malformed_der, "tag numbers above 30 are not used here");
    }
    if (input[1] == reserved_length) return fail(ErrorCode::malformed_der, "a reserved length octet");
    if (input[1] == long_form) {
        header.length.reset();
        return header;
    }
    if (input[1] > long_form) {
        QOLTANBA_TRY(header, read_long_length(header, input, input[1] & 0x7FU));
    }
    if (header.size > input_size || *header.length > input_size - header.size) {
        return fail(ErrorCode::malformed_der, "the length runs past the end");
    }
    return header;
}

void append_header(Bytes& to, std::uint8_t identifier, std::size_t length) {
    to.push_back(identifier);
    if (length < long_form) {
        to.push_back(static_cast<std::uint8_t>(length));
        return;
    }
    unsigned count = 0;
    for (auto rest = length; rest != 0; rest >>= 8U) ++count;
    to.push_back(static_cast<std::uint8_t>(long_form | count));
    while (count-- > 0) to.push_back(static_cast<std::uint8_t>(length >> (8U * count)));
}

}  // namespace qoltanba::crypto::der
