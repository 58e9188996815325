// RC2 in CBC mode (RFC 2268), which OpenSSL 3 has only in its legacy provider: the certificate bags of the
// Kazakh CA's key files are enciphered with 40 effective bits, so the public part of every key needs it. It
// protects nothing worth hiding; new files have it only where the national CA's own layout is asked for.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/secret_bytes.hpp"

#include <array>
#include <cstdint>
#include <span>

namespace qoltanba::tokens {

class Rc2 {
  public:
    static constexpr std::size_t block_size = 8;
    using Block = std::span<std::uint8_t, block_size>;

    /// `key` has 1..128 octets, `effective_bits` lies in 1..1024 (RFC 2268, 2).
    Rc2(BytesView key, unsigned effective_bits);
    ~Rc2();
    Rc2(const Rc2&) = delete;
    Rc2& operator=(const Rc2&) = delete;

    void encrypt(Block block) const;
    void decrypt(Block block) const;

    /// CBC over whole blocks, in place, without padding; `iv` has block_size octets.
    void encrypt_cbc(BytesView iv, std::span<std::uint8_t> data) const;
    void decrypt_cbc(BytesView iv, std::span<std::uint8_t> data) const;

  private:
    std::array<std::uint16_t, 64> round_keys_{};
};

}  // namespace qoltanba::tokens
