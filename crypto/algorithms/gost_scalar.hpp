// nettle's numbers over memory of our own: nettle and GMP free their memory without wiping it.
#pragma once

#include "crypto/algorithms/hmac_drbg.hpp"
#include "crypto/algorithms/suite.hpp"
#include "crypto/base/secret_bytes.hpp"

#include <nettle/ecc-curve.h>
#include <nettle/ecc.h>

#include <optional>

namespace qoltanba::crypto {

/// A curve of nettle's by our name for it.
struct GostCurve {
    KeyFamily family;
    const ecc_curve* ecc;
    std::size_t size;  ///< octets of a coordinate and of a scalar
    BytesView order;   ///< q, the order of the group, little-endian

    [[nodiscard]] std::size_t limbs() const { return static_cast<std::size_t>(ecc_size(ecc)); }
};

/// gost_2015_512 or gost_2004.
GostCurve gost_curve(KeyFamily family);

/// Limbs, least significant first, of a number given in little-endian octets, and back.
void load_limbs(std::span<mp_limb_t> limbs, BytesView little_endian);
void store_limbs(std::span<std::uint8_t> little_endian, std::span<const mp_limb_t> limbs);

/// Secret limbs: locked, and wiped when they go.
class SecretLimbs {
  public:
    explicit SecretLimbs(std::size_t count) : octets_(count * sizeof(mp_limb_t)) {}
    [[nodiscard]] mp_limb_t* data() { return reinterpret_cast<mp_limb_t*>(octets_.writable().data()); }
    [[nodiscard]] std::span<mp_limb_t> span() { return {data(), octets_.size() / sizeof(mp_limb_t)}; }

  private:
    SecretBytes octets_;
};

/// A number in [1, q-1]: a private key or a nonce.
class GostScalar {
  public:
    /// Nothing if the number is out of range. The octets are as many as the curve's size.
    static std::optional<GostScalar> from_octets(const GostCurve& curve, BytesView little_endian);
    /// Drawn evenly, by nettle, from the octets of this generator.
    static GostScalar drawn_from(const GostCurve& curve, HmacDrbg& generator);

    [[nodiscard]] const ecc_scalar* get() const { return &handle_; }

  private:
    explicit GostScalar(const GostCurve& curve) : limbs_(curve.limbs()), handle_{curve.ecc, limbs_.data()} {}

    SecretLimbs limbs_;
    ecc_scalar handle_;  ///< its limbs are those of limbs_, whose memory does not move
};

}  // namespace qoltanba::crypto
