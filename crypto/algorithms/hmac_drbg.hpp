// HMAC_DRBG with SHA-512 (NIST SP 800-90A, 10.1.2), from which the nonces of GOST signatures are drawn.
#pragma once

#include "crypto/base/secret_bytes.hpp"

#include <initializer_list>

namespace qoltanba::crypto {

/// The same seed gives the same octets; whoever lacks a part of it cannot tell them from random ones.
/// Allocates and throws in its constructor alone.
class HmacDrbg {
  public:
    explicit HmacDrbg(std::initializer_list<BytesView> seed);

    void generate(std::span<std::uint8_t> output) noexcept;

  private:
    void update(std::initializer_list<BytesView> data) noexcept;
    /// value_ <- HMAC(key_, value_)
    void step() noexcept;

    SecretBytes key_;
    SecretBytes value_;
};

}  // namespace qoltanba::crypto
