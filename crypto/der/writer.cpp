#include "crypto/der/writer.hpp"

#include "crypto/der/header.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <limits>
#include <stdexcept>

namespace qoltanba::crypto::der {
namespace {

Bytes joined(const auto& parts) {
    std::size_t size = 0;
    for (const auto& part : parts) size += part.size();
    Bytes all;
    all.reserve(size);
    for (const auto& part : parts) append(all, part);
    return all;
}

[[noreturn]] void not_an_identifier(std::string_view dotted) {
    throw std::invalid_argument("not an object identifier: " + std::string(dotted));
}

/// The number before the next dot; takes both away from `rest`.
std::uint64_t next_arc(std::string_view& rest, std::string_view dotted) {
    std::uint64_t arc = 0;
    const auto [end, fault] = std::from_chars(rest.data(), rest.data() + rest.size(), arc);
    if (fault != std::errc{}) not_an_identifier(dotted);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    if (!rest.empty()) {
        if (rest.front() != '.' || rest.size() == 1) not_an_identifier(dotted);
        rest.remove_prefix(1);
    }
    return arc;
}

/// Seven bits an octet, most significant first, the top bit on all but the last (X.690, 8.19.2).
void append_arc(Bytes& to, std::uint64_t arc) {
    unsigned groups = 1;
    while (groups < 10 && arc >> (7U * groups) != 0) ++groups;
    while (groups-- > 0) {
        const auto more = groups == 0 ? 0U : 0x80U;
        to.push_back(static_cast<std::uint8_t>((arc >> (7U * groups) & 0x7FU) | more));
    }
}

}  // namespace

Bytes element(Tag tag, BytesView content) {
    Bytes whole;
    whole.reserve(content.size() + 10);
    append_header(whole, static_cast<std::uint8_t>(tag), content.size());
    append(whole, content);
    return whole;
}

SecretBytes secret_element(Tag tag, std::initializer_list<BytesView> parts) {
    std::size_t length = 0;
    for (const auto part : parts) length += part.size();
    Bytes header;
    append_header(header, static_cast<std::uint8_t>(tag), length);
    SecretBytes whole(header.size() + length);
    auto at = std::copy(header.begin(), header.end(), whole.writable().begin());
    for (const auto part : parts) at = std::copy(part.begin(), part.end(), at);
    return whole;
}

Bytes sequence(std::initializer_list<BytesView> parts) {
    return element(Tag::sequence, joined(parts));
}

Bytes sequence(const std::vector<Bytes>& parts) {
    return element(Tag::sequence, joined(parts));
}

Bytes set_of(std::vector<Bytes> parts) {
    // X.690, 11.6 compares encodings as if the shorter were padded with zero octets; no encoding is a prefix
    // of another one, so the plain order of octet strings is the same.
    std::sort(parts.begin(), parts.end());
    return element(Tag::set, joined(parts));
}

Bytes retagged(Bytes element, Tag tag) {
    element.front() = static_cast<std::uint8_t>(tag);
    return element;
}

Bytes explicit_tag(unsigned number, BytesView elements) {
    return element(context(number), elements);
}

Bytes object_identifier(std::string_view dotted) {
    auto rest = dotted;
    const auto first = next_arc(rest, dotted);
    if (rest.empty() || first > 2) not_an_identifier(dotted);
    const auto second = next_arc(rest, dotted);
    const auto largest = first < 2 ? 39 : std::numeric_limits<std::uint64_t>::max() - 80;
    if (second > largest) not_an_identifier(dotted);
    Bytes content;
    append_arc(content, first * 40 + second);
    while (!rest.empty()) append_arc(content, next_arc(rest, dotted));
    return element(Tag::object_identifier, content);
}

Bytes null() {
    return element(Tag::null, {});
}

Bytes boolean(bool value) {
    const std::uint8_t octet = value ? 0xFF : 0x00;  // X.690, 11.1
    return element(Tag::boolean, {&octet, 1});
}

Bytes integer(std::int64_t value) {
    Bytes content;
    for (unsigned octet = sizeof value; octet-- > 0;)
        content.push_back(static_cast<std::uint8_t>(value >> (8U * octet)));
    // X.690, 8.3.2: the first nine bits are not all alike.
    const auto padded = [&content] {
        const bool high = (content[1] & 0x80U) != 0;
        return content[0] == (high ? 0xFF : 0x00);
    };
    while (content.size() > 1 && padded()) content.erase(content.begin());
    return element(Tag::integer, content);
}

Bytes unsigned_integer(BytesView big_endian) {
    while (!big_endian.empty() && big_endian.front() == 0) big_endian = big_endian.subspan(1);
    Bytes content;
    content.reserve(big_endian.size() + 1);
    if (big_endian.empty() || (big_endian.front() & 0x80U) != 0) content.push_back(0);
    append(content, big_endian);
    return element(Tag::integer, content);
}

Bytes octet_string(BytesView octets) {
    return element(Tag::octet_string, octets);
}

Bytes bit_string(BytesView octets) {
    Bytes content;
    content.reserve(octets.size() + 1);
    content.push_back(0);
    append(content, octets);
    return element(Tag::bit_string, content);
}

Bytes named_bits(std::uint32_t bits) {
    const auto width = static_cast<unsigned>(std::bit_width(bits));
    Bytes content(1 + (width + 7) / 8);
    content[0] = static_cast<std::uint8_t>((8 - width % 8) % 8);
    for (unsigned bit = 0; bit < width; ++bit) {
        auto& octet = content[1 + bit / 8];
        if ((bits >> bit & 1U) != 0) octet = static_cast<std::uint8_t>(octet | 0x80U >> (bit % 8));
    }
    return element(Tag::bit_string, content);
}

Bytes utf8_string(std::string_view text) {
    return element(Tag::utf8_string, bytes_of(text));
}

Bytes printable_string(std::string_view text) {
    return element(Tag::printable_string, bytes_of(text));
}

Bytes time(Time time) {
    // "2026-07-20T09:15:00Z" without what stands between the digits.
    std::string digits = to_iso(time);
    std::erase_if(digits, [](char c) { return c == '-' || c == ':' || c == 'T'; });
    const bool two_digit_year = digits >= "1950" && digits < "2050";
    if (two_digit_year) return element(Tag::utc_time, bytes_of(digits).subspan(2));
    return element(Tag::generalized_time, bytes_of(digits));
}

}  // namespace qoltanba::crypto::der
