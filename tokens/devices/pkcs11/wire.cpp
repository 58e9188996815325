#include "tokens/devices/pkcs11/wire.hpp"

#include <algorithm>

namespace qoltanba::tokens::wire {
namespace {

Error malformed(std::string detail) {
    return fail(ErrorCode::device_module_failed, "its process answered wrongly: " + std::move(detail));
}

/// Octets of the UTF-8 sequence that begins here (RFC 3629, 4); 0 where none does.
std::size_t utf8_sequence(BytesView text) {
    const auto follows = [&](std::size_t at) { return at < text.size() && (text[at] & 0xC0U) == 0x80; };
    const auto first = text[0];
    if (first < 0x80) return 1;
    if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
    if (first >= 0xE0 && first <= 0xEF) {
        if (!follows(1) || !follows(2)) return 0;
        if (first == 0xE0 && text[1] < 0xA0) return 0;
        if (first == 0xED && text[1] > 0x9F) return 0;  // surrogates
        return 3;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        if (!follows(1) || !follows(2) || !follows(3)) return 0;
        if (first == 0xF0 && text[1] < 0x90) return 0;
        if (first == 0xF4 && text[1] > 0x8F) return 0;
        return 4;
    }
    return 0;
}

}  // namespace

SecretWriter& SecretWriter::number(std::uint64_t value) {
    for (unsigned shift = 0; shift < 64; shift += 8)
        octets_.writable()[used_++] = static_cast<std::uint8_t>(value >> shift);
    return *this;
}

SecretWriter& SecretWriter::octets(BytesView octets) {
    number(octets.size());
    std::ranges::copy(octets, octets_.writable().subspan(used_).begin());
    used_ += octets.size();
    return *this;
}

Result<std::uint64_t> Reader::number() {
    constexpr std::size_t size = SecretWriter::number_size;
    if (rest_.size() < size) return malformed("it ends in a number");
    std::uint64_t value = 0;
    for (std::size_t i = size; i > 0; --i) value = value << 8U | rest_[i - 1];
    rest_ = rest_.subspan(size);
    return value;
}

Result<std::uint64_t> Reader::number_up_to(std::uint64_t largest) {
    QOLTANBA_TRY(const auto value, number());
    if (value > largest) return malformed("a number is too large");
    return value;
}

Result<BytesView> Reader::octets(std::size_t largest) {
    QOLTANBA_TRY(const auto size, number());
    if (size > largest) return malformed("octets are too many");
    if (size > rest_.size()) return malformed("it ends in octets");
    const auto octets = rest_.first(static_cast<std::size_t>(size));
    rest_ = rest_.subspan(octets.size());
    return octets;
}

Result<std::string> Reader::text(std::size_t largest) {
    QOLTANBA_TRY(auto octets, this->octets(largest));
    std::string text;
    while (!octets.empty()) {
        const auto size = utf8_sequence(octets);
        const bool shown = size > 1 || (size == 1 && octets[0] >= 0x20 && octets[0] != 0x7F);
        if (shown)
            text += text_of(octets.first(size));
        else
            text += '?';
        octets = octets.subspan(std::max<std::size_t>(size, 1));
    }
    return text;
}

Result<void> Reader::finish() const {
    if (!rest_.empty()) return malformed("something follows its end");
    return {};
}

}  // namespace qoltanba::tokens::wire
