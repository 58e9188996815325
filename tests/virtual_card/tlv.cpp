#include "virtual_card/tlv.hpp"

namespace qoltanba::test {
namespace {

constexpr std::uint8_t low(std::size_t number) {
    return static_cast<std::uint8_t>(number & 0xFFU);
}

std::optional<std::uint8_t> take_octet(BytesView& from) {
    if (from.empty()) return std::nullopt;
    const auto octet = from.front();
    from = from.subspan(1);
    return octet;
}

std::optional<std::uint32_t> take_tag(BytesView& from) {
    const auto first = take_octet(from);
    if (!first) return std::nullopt;
    std::uint32_t tag = *first;
    if ((*first & 0x1FU) != 0x1FU) return tag;
    for (int further = 0; further < 2; ++further) {
        const auto octet = take_octet(from);
        if (!octet) return std::nullopt;
        tag = tag << 8U | *octet;
        if ((*octet & 0x80U) == 0) return tag;
    }
    return std::nullopt;
}

std::optional<std::size_t> take_length(BytesView& from) {
    const auto first = take_octet(from);
    if (!first) return std::nullopt;
    if (*first < 0x80) return *first;
    const int octets = *first - 0x80;
    if (octets < 1 || octets > 2) return std::nullopt;
    std::size_t length = 0;
    for (int i = 0; i < octets; ++i) {
        const auto octet = take_octet(from);
        if (!octet) return std::nullopt;
        length = length << 8U | *octet;
    }
    return length;
}

}  // namespace

Bytes tlv(std::uint32_t tag, BytesView value) {
    Bytes object;
    for (unsigned shift : {16U, 8U})
        if (tag >> shift != 0) object.push_back(low(tag >> shift));
    object.push_back(low(tag));
    if (value.size() > 0xFF) {
        append(object, Bytes{0x82, low(value.size() >> 8U)});
    } else if (value.size() >= 0x80) {
        object.push_back(0x81);
    }
    object.push_back(low(value.size()));
    append(object, value);
    return object;
}

std::optional<Tlv> take_tlv(BytesView& from) {
    BytesView rest = from;
    const auto tag = take_tag(rest);
    if (!tag) return std::nullopt;
    const auto length = take_length(rest);
    if (!length || *length > rest.size()) return std::nullopt;
    from = rest.subspan(*length);
    return Tlv{*tag, rest.first(*length)};
}

}  // namespace qoltanba::test
