// GOST R 34.10-2015 with 256 bits on id-tc26-gost-3410-2012-256-paramSetA (RFC 7836, A.2 gives the curve's
// form; numbers from kz-crypto 1.3). nettle lacks this curve, so OpenSSL's arithmetic does it. Verified,
// never made.
#include "crypto/algorithms/families.hpp"
#include "crypto/algorithms/gost_form.hpp"
#include "crypto/algorithms/openssl_handles.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

constexpr std::size_t size = 32;  // octets of a coordinate, of r and of s

BigNumber from_hex(const char* hex) {
    BIGNUM* number = nullptr;
    BN_hex2bn(&number, hex);
    return BigNumber(number);
}

BigNumber from_little_endian(BytesView octets) {
    return BigNumber(BN_lebin2bn(octets.data(), static_cast<int>(octets.size()), nullptr));
}

CurveGroup make_group() {
    const auto p = from_hex("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFD97");
    const auto a = from_hex("C2173F1513981673AF4892C23035A27CE25E2013BF95AA33B22C656F277E7335");
    const auto b = from_hex("295F9BAE7428ED9CCC20E7C359A9D41A22FCCD9108E17BF7BA9337A6F8AE9513");
    const auto q = from_hex("400000000000000000000000000000000FD8CDDFC87B6635C115AF556C360C67");
    const auto x = from_hex("91E38443A5E82C0D880923425712B2BB658B9196932E02C78B2582FE742DAA28");
    const auto y = from_hex("32879423AB1A0375895786C4BB46E9565FDE0B5344766740AF268ADB32322E5C");
    const auto cofactor = from_hex("4");
    CurveGroup group(EC_GROUP_new_curve_GFp(p.get(), a.get(), b.get(), nullptr));
    const CurvePoint generator(group ? EC_POINT_new(group.get()) : nullptr);
    const bool done =
        generator &&
        EC_POINT_set_affine_coordinates(group.get(), generator.get(), x.get(), y.get(), nullptr) == 1 &&
        EC_GROUP_set_generator(group.get(), generator.get(), q.get(), cofactor.get()) == 1;
    return done ? std::move(group) : nullptr;
}

/// Null only for want of memory.
const EC_GROUP* group() {
    static const CurveGroup group = make_group();
    return group.get();
}

/// The point x, y if it is canonical, on the curve, and of order q; else null.
CurvePoint subgroup_point(BytesView x_octets, BytesView y_octets) {
    const BigNumberContext context(BN_CTX_new());
    const auto x = from_little_endian(x_octets);
    const auto y = from_little_endian(y_octets);
    CurvePoint point(EC_POINT_new(group()));
    const CurvePoint multiple(EC_POINT_new(group()));
    if (!context || !x || !y || !point || !multiple) return nullptr;
    const BIGNUM* p = EC_GROUP_get0_field(group());
    if (BN_cmp(x.get(), p) >= 0 || BN_cmp(y.get(), p) >= 0) return nullptr;
    if (EC_POINT_set_affine_coordinates(group(), point.get(), x.get(), y.get(), context.get()) != 1)
        return nullptr;
    // The cofactor is 4: a point may lie on the curve and yet outside the subgroup of the generator.
    const BIGNUM* q = EC_GROUP_get0_order(group());
    if (EC_POINT_mul(group(), multiple.get(), nullptr, point.get(), q, context.get()) != 1) return nullptr;
    return EC_POINT_is_at_infinity(group(), multiple.get()) == 1 ? std::move(point) : nullptr;
}

class Gost2015Key256 final : public PublicKey::Implementation {
  public:
    Gost2015Key256(Bytes spki, Bytes coordinates, CurvePoint point)
        : Implementation(KeyFamily::gost_2015_256, std::move(spki), std::move(coordinates)),
          point_(std::move(point)) {}

    [[nodiscard]] std::size_t bits() const override { return size * 8; }
    [[nodiscard]] std::size_t signature_size() const override { return size * 2; }
    [[nodiscard]] bool verify(DigestAlgorithm, BytesView digest, BytesView signature) const override;

  private:
    CurvePoint point_;
};

/// RFC 7091, 6.2: with v = 1/e, the point (s v) G - (r v) Q has the abscissa r modulo q.
bool Gost2015Key256::verify(DigestAlgorithm, BytesView digest, BytesView signature) const {
    if (signature.size() != signature_size()) return false;
    const BIGNUM* q = EC_GROUP_get0_order(group());
    const BigNumberContext context(BN_CTX_new());
    const auto r = from_little_endian(signature.first(size));
    const auto s = from_little_endian(signature.last(size));
    const auto e = from_little_endian(digest);
    const BigNumber x(BN_new());
    const CurvePoint point(EC_POINT_new(group()));
    if (!context || !r || !s || !e || !x || !point) return false;
    for (const auto* number : {r.get(), s.get()}) {
        if (BN_is_zero(number) || BN_cmp(number, q) >= 0) return false;
    }
    auto* arithmetic = context.get();
    if (BN_nnmod(e.get(), e.get(), q, arithmetic) != 1) return false;
    if (BN_is_zero(e.get()) && BN_one(e.get()) != 1) return false;
    const BigNumber v(BN_mod_inverse(nullptr, e.get(), q, arithmetic));
    return v && BN_mod_mul(s.get(), s.get(), v.get(), q, arithmetic) == 1 &&
           BN_mod_mul(v.get(), r.get(), v.get(), q, arithmetic) == 1 && BN_sub(v.get(), q, v.get()) == 1 &&
           EC_POINT_mul(group(), point.get(), s.get(), point_.get(), v.get(), arithmetic) == 1 &&
           EC_POINT_is_at_infinity(group(), point.get()) == 0 &&
           EC_POINT_get_affine_coordinates(group(), point.get(), x.get(), nullptr, arithmetic) == 1 &&
           BN_nnmod(x.get(), x.get(), q, arithmetic) == 1 && BN_cmp(x.get(), r.get()) == 0;
}

}  // namespace

Result<PublicPart> gost_2015_256_public_part(const PublicKeyInformation& information) {
    QOLTANBA_TRY(const auto coordinates, read_gost_coordinates(KeyFamily::gost_2015_256, size, information));
    if (group() == nullptr) return fail(ErrorCode::internal, "OpenSSL made no curve");
    auto point = subgroup_point(coordinates.x, coordinates.y);
    if (!point)
        return fail(ErrorCode::unsupported_key, "a GOST point that is not one of the curve's subgroup");
    Bytes both = copy_of(coordinates.x);
    append(both, coordinates.y);
    return std::make_shared<Gost2015Key256>(copy_of(information.whole), std::move(both), std::move(point));
}

}  // namespace qoltanba::crypto
