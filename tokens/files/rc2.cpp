#include "tokens/files/rc2.hpp"

#include <algorithm>
#include <bit>

namespace qoltanba::tokens {
namespace {

// RFC 2268, 2: PITABLE, a permutation of 0..255 drawn from the digits of pi.
constexpr std::array<std::uint8_t, 256> pi_table{
    0xd9, 0x78, 0xf9, 0xc4, 0x19, 0xdd, 0xb5, 0xed, 0x28, 0xe9, 0xfd, 0x79, 0x4a, 0xa0, 0xd8, 0x9d,
    0xc6, 0x7e, 0x37, 0x83, 0x2b, 0x76, 0x53, 0x8e, 0x62, 0x4c, 0x64, 0x88, 0x44, 0x8b, 0xfb, 0xa2,
    0x17, 0x9a, 0x59, 0xf5, 0x87, 0xb3, 0x4f, 0x13, 0x61, 0x45, 0x6d, 0x8d, 0x09, 0x81, 0x7d, 0x32,
    0xbd, 0x8f, 0x40, 0xeb, 0x86, 0xb7, 0x7b, 0x0b, 0xf0, 0x95, 0x21, 0x22, 0x5c, 0x6b, 0x4e, 0x82,
    0x54, 0xd6, 0x65, 0x93, 0xce, 0x60, 0xb2, 0x1c, 0x73, 0x56, 0xc0, 0x14, 0xa7, 0x8c, 0xf1, 0xdc,
    0x12, 0x75, 0xca, 0x1f, 0x3b, 0xbe, 0xe4, 0xd1, 0x42, 0x3d, 0xd4, 0x30, 0xa3, 0x3c, 0xb6, 0x26,
    0x6f, 0xbf, 0x0e, 0xda, 0x46, 0x69, 0x07, 0x57, 0x27, 0xf2, 0x1d, 0x9b, 0xbc, 0x94, 0x43, 0x03,
    0xf8, 0x11, 0xc7, 0xf6, 0x90, 0xef, 0x3e, 0xe7, 0x06, 0xc3, 0xd5, 0x2f, 0xc8, 0x66, 0x1e, 0xd7,
    0x08, 0xe8, 0xea, 0xde, 0x80, 0x52, 0xee, 0xf7, 0x84, 0xaa, 0x72, 0xac, 0x35, 0x4d, 0x6a, 0x2a,
    0x96, 0x1a, 0xd2, 0x71, 0x5a, 0x15, 0x49, 0x74, 0x4b, 0x9f, 0xd0, 0x5e, 0x04, 0x18, 0xa4, 0xec,
    0xc2, 0xe0, 0x41, 0x6e, 0x0f, 0x51, 0xcb, 0xcc, 0x24, 0x91, 0xaf, 0x50, 0xa1, 0xf4, 0x70, 0x39,
    0x99, 0x7c, 0x3a, 0x85, 0x23, 0xb8, 0xb4, 0x7a, 0xfc, 0x02, 0x36, 0x5b, 0x25, 0x55, 0x97, 0x31,
    0x2d, 0x5d, 0xfa, 0x98, 0xe3, 0x8a, 0x92, 0xae, 0x05, 0xdf, 0x29, 0x10, 0x67, 0x6c, 0xba, 0xc9,
    0xd3, 0x00, 0xe6, 0xcf, 0xe1, 0x9e, 0xa8, 0x2c, 0x63, 0x16, 0x01, 0x3f, 0x58, 0xe2, 0x89, 0xa9,
    0x0d, 0x38, 0x34, 0x1b, 0xab, 0x33, 0xff, 0xb0, 0xbb, 0x48, 0x0c, 0x5f, 0xb9, 0xb1, 0xcd, 0x2e,
    0xc5, 0xf3, 0xdb, 0x47, 0xe5, 0xa5, 0x9c, 0x77, 0x0a, 0xa6, 0x20, 0x68, 0xfe, 0x7f, 0xc1, 0xad};

constexpr std::array<int, 4> rotations{1, 2, 3, 5};

/// The four 16-bit words of a block, little-endian.
struct Words {
    std::array<std::uint16_t, 4> r{};

    explicit Words(Rc2::Block block) {
        for (std::size_t i = 0; i < 4; ++i)
            r[i] = static_cast<std::uint16_t>(block[2 * i] | (block[2 * i + 1] << 8));
    }
    void store(Rc2::Block block) const {
        for (std::size_t i = 0; i < 4; ++i) {
            block[2 * i] = static_cast<std::uint8_t>(r[i] & 0xFFU);
            block[2 * i + 1] = static_cast<std::uint8_t>(r[i] >> 8U);
        }
    }
    /// The word `back` places before word i, cyclically.
    [[nodiscard]] std::uint16_t before(std::size_t i, std::size_t back) const {
        return r[(i + 4 - back) % 4];
    }
    /// What a mixing round adds to word i, its key word apart (RFC 2268, 3.1).
    [[nodiscard]] unsigned mix_of(std::size_t i) const {
        const unsigned choose = before(i, 1);
        return (choose & before(i, 2)) + (~choose & before(i, 3));
    }
};

/// Mashing rounds stand after the 5th and the 11th of the 16 mixing rounds (RFC 2268, 3.3).
constexpr bool mashes_after(std::size_t round) {
    return round == 4 || round == 10;
}

}  // namespace

Rc2::Rc2(BytesView key, unsigned effective_bits) {
    // RFC 2268, 2: key expansion.
    std::array<std::uint8_t, 128> expanded{};
    std::copy(key.begin(), key.end(), expanded.begin());
    for (std::size_t i = key.size(); i < expanded.size(); ++i)
        expanded[i] = pi_table[static_cast<std::uint8_t>(expanded[i - 1] + expanded[i - key.size()])];
    const std::size_t effective_octets = (effective_bits + 7) / 8;
    const unsigned top_mask = 0xFFU >> (8 * effective_octets - effective_bits);
    const std::size_t first = expanded.size() - effective_octets;
    expanded[first] = pi_table[expanded[first] & top_mask];
    for (std::size_t i = first; i-- > 0;)
        expanded[i] = pi_table[expanded[i + 1] ^ expanded[i + effective_octets]];
    for (std::size_t i = 0; i < round_keys_.size(); ++i)
        round_keys_[i] = static_cast<std::uint16_t>(expanded[2 * i] | (expanded[2 * i + 1] << 8));
    wipe(expanded);
}

Rc2::~Rc2() {
    wipe({reinterpret_cast<std::uint8_t*>(round_keys_.data()), sizeof(round_keys_)});
}

void Rc2::encrypt(Block block) const {
    Words w(block);
    for (std::size_t round = 0; round < 16; ++round) {
        for (std::size_t i = 0; i < 4; ++i) {
            const auto sum = static_cast<std::uint16_t>(w.r[i] + round_keys_[4 * round + i] + w.mix_of(i));
            w.r[i] = std::rotl(sum, rotations[i]);
        }
        if (!mashes_after(round)) continue;
        for (std::size_t i = 0; i < 4; ++i)
            w.r[i] = static_cast<std::uint16_t>(w.r[i] + round_keys_[w.before(i, 1) & 63U]);
    }
    w.store(block);
}

void Rc2::decrypt(Block block) const {
    Words w(block);
    for (std::size_t round = 16; round-- > 0;) {
        if (mashes_after(round)) {
            for (std::size_t i = 4; i-- > 0;)
                w.r[i] = static_cast<std::uint16_t>(w.r[i] - round_keys_[w.before(i, 1) & 63U]);
        }
        for (std::size_t i = 4; i-- > 0;) {
            const unsigned sum = std::rotr(w.r[i], rotations[i]);
            w.r[i] = static_cast<std::uint16_t>(sum - round_keys_[4 * round + i] - w.mix_of(i));
        }
    }
    w.store(block);
}

void Rc2::encrypt_cbc(BytesView iv, std::span<std::uint8_t> data) const {
    BytesView previous = iv;
    for (std::size_t at = 0; at + block_size <= data.size(); at += block_size) {
        const Block block = data.subspan(at).first<block_size>();
        for (std::size_t i = 0; i < block_size; ++i) block[i] ^= previous[i];
        encrypt(block);
        previous = block;
    }
}

void Rc2::decrypt_cbc(BytesView iv, std::span<std::uint8_t> data) const {
    std::array<std::uint8_t, block_size> previous{};
    std::array<std::uint8_t, block_size> current{};
    std::copy_n(iv.begin(), block_size, previous.begin());
    for (std::size_t at = 0; at + block_size <= data.size(); at += block_size) {
        const Block block = data.subspan(at).first<block_size>();
        std::copy(block.begin(), block.end(), current.begin());
        decrypt(block);
        for (std::size_t i = 0; i < block_size; ++i) block[i] ^= previous[i];
        previous = current;
    }
}

}  // namespace qoltanba::tokens
