#include "crypto/algorithms/gost_scalar.hpp"

#include <algorithm>

namespace qoltanba::crypto {

namespace {

Bytes order_octets(std::string_view hex) {
    const Bytes big_endian = from_hex(hex).value();
    return {big_endian.rbegin(), big_endian.rend()};
}

}  // namespace

GostCurve gost_curve(KeyFamily family) {
    static const Bytes order_512 = order_octets(
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
        "27e69532f48d89116ff22b8d4e0560609b4b38abfad2b85dcacdb1411f10b275");
    static const Bytes order_256 =
        order_octets("ffffffffffffffffffffffffffffffff6c611070995ad10045841b09b761b893");
    // nettle's names: gc512a is id-tc26-gost-3410-12-512-paramSetA, gc256b is id-GostR3410-2001-CryptoPro-A.
    if (family == KeyFamily::gost_2015_512) return {family, nettle_get_gost_gc512a(), 64, order_512};
    return {KeyFamily::gost_2004, nettle_get_gost_gc256b(), 32, order_256};
}

void load_limbs(std::span<mp_limb_t> limbs, BytesView little_endian) {
    std::ranges::fill(limbs, mp_limb_t{0});
    for (std::size_t i = 0; i < little_endian.size(); ++i) {
        limbs[i / sizeof(mp_limb_t)] |= mp_limb_t{little_endian[i]} << (8 * (i % sizeof(mp_limb_t)));
    }
}

void store_limbs(std::span<std::uint8_t> little_endian, std::span<const mp_limb_t> limbs) {
    for (std::size_t i = 0; i < little_endian.size(); ++i) {
        little_endian[i] =
            static_cast<std::uint8_t>(limbs[i / sizeof(mp_limb_t)] >> (8 * (i % sizeof(mp_limb_t))));
    }
}

std::optional<GostScalar> GostScalar::from_octets(const GostCurve& curve, BytesView little_endian) {
    SecretLimbs number(curve.limbs());
    load_limbs(number.span(), little_endian);
    mpz_t view;  // looks at `number`, owns nothing
    mpz_roinit_n(view, number.data(), static_cast<mp_size_t>(curve.limbs()));
    GostScalar scalar(curve);
    if (ecc_scalar_set(&scalar.handle_, view) == 0) return std::nullopt;
    return scalar;
}

GostScalar GostScalar::drawn_from(const GostCurve& curve, HmacDrbg& generator) {
    GostScalar scalar(curve);
    ecc_scalar_random(&scalar.handle_, &generator,
                      [](void* context, std::size_t length, std::uint8_t* output) {
                          static_cast<HmacDrbg*>(context)->generate({output, length});
                      });
    return scalar;
}

}  // namespace qoltanba::crypto
