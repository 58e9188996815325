// GOST R 34.10-2015 with 512 bits and GOST 34.310-2004, by nettle. Both are the signature of RFC 7091, 6; in
// the Kazakh form the digest is read as a little-endian number, and a signature is r || s, each
// little-endian. nettle reads the digest so by itself.
#include "crypto/algorithms/families.hpp"
#include "crypto/algorithms/gost_form.hpp"
#include "crypto/algorithms/gost_scalar.hpp"
#include "crypto/der/reader.hpp"
#include "crypto/der/writer.hpp"

#include <nettle/gostdsa.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <vector>

namespace qoltanba::crypto {
namespace {

/// The limbs of a number of up to 512 bits that is no secret.
using Limbs = std::array<mp_limb_t, 64 / sizeof(mp_limb_t)>;

/// A GMP integer that is no secret.
class Integer {
  public:
    Integer() { mpz_init(value_); }
    explicit Integer(BytesView little_endian) : Integer() {
        mpz_import(value_, little_endian.size(), -1, 1, 0, 0, little_endian.data());
    }
    ~Integer() { mpz_clear(value_); }
    Integer(const Integer&) = delete;
    Integer& operator=(const Integer&) = delete;

    [[nodiscard]] mpz_ptr get() { return value_; }
    [[nodiscard]] Bytes little_endian(std::size_t size) const {
        Bytes octets(size);
        mpz_export(octets.data(), nullptr, -1, 1, 0, 0, value_);
        return octets;
    }

  private:
    mpz_t value_;
};

/// A point of nettle's.
class Point {
  public:
    explicit Point(const ecc_curve* ecc) { ecc_point_init(&point_, ecc); }
    ~Point() { ecc_point_clear(&point_); }
    Point(const Point&) = delete;
    Point& operator=(const Point&) = delete;

    [[nodiscard]] ecc_point* get() { return &point_; }
    [[nodiscard]] const ecc_point* get() const { return &point_; }

  private:
    ecc_point point_{};
};

/// The digest that nettle is to read: e is 1 where the digest is 0 modulo q (RFC 7091, 6.1, step 2). Left to
/// itself nettle does so for a digest of zeros, but not for one whose octets are those of q. It would sign
/// that one as s = r d, which tells d to whoever chose the digest.
Bytes digest_to_read(const GostCurve& curve, BytesView digest) {
    Bytes octets = copy_of(digest);
    // q is more than half of the largest number of this size, so 0 and q are all there are.
    const bool zero = std::ranges::all_of(digest, [](auto octet) { return octet == 0; });
    if (zero || std::ranges::equal(digest, curve.order)) {
        std::ranges::fill(octets, std::uint8_t{0});
        octets.front() = 1;
    }
    return octets;
}

class GostPublicKey final : public PublicKey::Implementation {
  public:
    /// Nothing where x || y is no point of the curve.
    static PublicPart create(const GostCurve& curve, Bytes spki, BytesView x, BytesView y) {
        Bytes coordinates = copy_of(x);
        append(coordinates, y);
        auto key = std::make_shared<GostPublicKey>(curve, std::move(spki), std::move(coordinates));
        if (ecc_point_set(key->point_.get(), Integer(x).get(), Integer(y).get()) == 0) return nullptr;
        return key;
    }

    GostPublicKey(const GostCurve& curve, Bytes spki, Bytes coordinates)
        : Implementation(curve.family, std::move(spki), std::move(coordinates)),
          curve_(curve),
          point_(curve.ecc) {}

    [[nodiscard]] std::size_t bits() const override { return curve_.size * 8; }
    [[nodiscard]] std::size_t signature_size() const override { return curve_.size * 2; }

    [[nodiscard]] bool verify(DigestAlgorithm, BytesView digest, BytesView signature) const override {
        if (signature.size() != signature_size()) return false;
        Limbs r;
        Limbs s;
        load_limbs(r, signature.first(curve_.size));
        load_limbs(s, signature.last(curve_.size));
        dsa_signature views;  // look at r and s, own nothing
        const auto count = static_cast<mp_size_t>(curve_.limbs());
        mpz_roinit_n(views.r, r.data(), count);
        mpz_roinit_n(views.s, s.data(), count);
        // nettle refuses r and s that are zero or not below q.
        const auto octets = digest_to_read(curve_, digest);
        return gostdsa_verify(point_.get(), octets.size(), octets.data(), &views) == 1;
    }

  private:
    GostCurve curve_;
    Point point_;
};

PublicKey public_key_of(const GostCurve& curve, const GostScalar& scalar) {
    Point point(curve.ecc);
    ecc_point_mul_g(point.get(), scalar.get());
    Integer x;
    Integer y;
    ecc_point_get(point.get(), x.get(), y.get());
    Bytes coordinates = x.little_endian(curve.size);
    append(coordinates, y.little_endian(curve.size));
    const BytesView both(coordinates);
    return PublicKey(GostPublicKey::create(curve, write_gost_public_key(curve.family, both),
                                           both.first(curve.size), both.last(curve.size)));
}

/// What the octets of a key file can mean as a private key.
struct Reading {
    SecretBytes octets;  ///< the scalar, little-endian
    GostScalar scalar;
    PublicKey public_key;
};

class GostPrivateKey final : public PrivateKey::Implementation {
  public:
    GostPrivateKey(const GostCurve& curve, std::vector<Reading> readings)
        : curve_(curve), readings_(std::move(readings)) {}

    [[nodiscard]] KeyFamily family() const override { return curve_.family; }

    [[nodiscard]] Result<PublicKey> public_key() const override {
        QOLTANBA_TRY(const auto* reading, settled());
        return reading->public_key;
    }

    void settle(const PublicKey& certificate_key) override {
        if (readings_.size() == 1) return;
        auto found = std::ranges::find(readings_, certificate_key, &Reading::public_key);
        if (found == readings_.end()) return;
        std::iter_swap(readings_.begin(), found);
        readings_.erase(readings_.begin() + 1, readings_.end());
    }

    [[nodiscard]] Result<Bytes> sign(DigestAlgorithm, BytesView digest) const override;
    [[nodiscard]] Result<SecretBytes> to_pkcs8() const override;

  private:
    [[nodiscard]] Result<const Reading*> settled() const {
        if (readings_.size() == 1) return &readings_.front();
        return fail(ErrorCode::unsupported_key, "the octet order of this scalar is open until it is bound");
    }

    GostCurve curve_;
    std::vector<Reading> readings_;  ///< more than one until settled
};

Result<Bytes> GostPrivateKey::sign(DigestAlgorithm, BytesView digest) const {
    QOLTANBA_TRY(const auto* key, settled());
    // The hedge: without the private key the nonce cannot be guessed even if `fresh` can; with the digest in
    // it, two different documents never share one; and fresh octets keep a fault that is repeated from
    // telling.
    SecretBytes fresh(64);
    if (RAND_priv_bytes(fresh.writable().data(), static_cast<int>(fresh.size())) != 1) {
        return fail(ErrorCode::internal, "the system gives no random octets");
    }
    HmacDrbg generator({key->octets.view(), digest, fresh.view()});

    const auto octets = digest_to_read(curve_, digest);
    const auto count = curve_.limbs();
    SecretLimbs scratch(static_cast<std::size_t>(ecc_gostdsa_sign_itch(curve_.ecc)));
    Limbs r{};
    Limbs s{};
    const auto is_zero = [count](const Limbs& number) {
        return std::all_of(number.begin(), number.begin() + static_cast<std::ptrdiff_t>(count),
                           [](mp_limb_t limb) { return limb == 0; });
    };
    do {
        const auto nonce = GostScalar::drawn_from(curve_, generator);
        ecc_gostdsa_sign(curve_.ecc, key->scalar.get()->p, nonce.get()->p, octets.size(), octets.data(),
                         r.data(), s.data(), scratch.data());
    } while (is_zero(r) || is_zero(s));

    Bytes signature(2 * curve_.size);
    const std::span both(signature);
    store_limbs(both.first(curve_.size), r);
    store_limbs(both.last(curve_.size), s);
    return signature;
}

/// The national CA writes OCTET STRING { OCTET STRING, little-endian } for GOST-2015 and
/// OCTET STRING { INTEGER } for GOST-2004.
Result<SecretBytes> GostPrivateKey::to_pkcs8() const {
    QOLTANBA_TRY(const auto* key, settled());
    const auto& algorithm = gost_algorithm_identifier(curve_.family);
    if (curve_.family == KeyFamily::gost_2015_512) {
        const auto inner = der::secret_element(der::Tag::octet_string, {key->octets.view()});
        return write_private_key_information(algorithm, inner.view());
    }
    SecretBytes big_endian(curve_.size + 1);  // one zero octet in front keeps it positive
    std::ranges::reverse_copy(key->octets.view(), big_endian.writable().begin() + 1);
    auto content = big_endian.view();
    while (content.size() > 1 && content[0] == 0 && (content[1] & 0x80U) == 0) content = content.subspan(1);
    const auto inner = der::secret_element(der::Tag::integer, {content});
    return write_private_key_information(algorithm, inner.view());
}

/// The same number in as many little-endian octets as the curve has; nothing if it is longer.
std::optional<SecretBytes> little_endian(BytesView big_endian, std::size_t size) {
    while (!big_endian.empty() && big_endian.front() == 0) big_endian = big_endian.subspan(1);
    if (big_endian.size() > size) return std::nullopt;
    SecretBytes octets(size);
    std::ranges::reverse_copy(big_endian, octets.writable().begin());
    return octets;
}

/// Every scalar that these octets can stand for. Bare octets leave their order open, and in rare cases look
/// like an INTEGER besides.
std::vector<SecretBytes> possible_scalars(BytesView key, std::size_t size) {
    std::vector<SecretBytes> scalars;
    if (const auto string = der::read_single(key, der::Tag::octet_string);
        string && string->content.size() == size) {
        scalars.push_back(SecretBytes::copy_of(string->content));
    }
    if (const auto integer = der::read_single(key, der::Tag::integer); integer && !integer->content.empty()) {
        const bool negative = (integer->content.front() & 0x80U) != 0;
        auto octets = little_endian(integer->content, size);
        if (octets && !negative) scalars.push_back(std::move(*octets));
    }
    if (key.size() == size) {
        scalars.push_back(SecretBytes::copy_of(key));
        scalars.push_back(*little_endian(key, size));
    }
    return scalars;
}

Result<PrivatePart> private_part(const GostCurve& curve, std::vector<SecretBytes> scalars) {
    std::vector<Reading> readings;
    for (auto& octets : scalars) {
        auto scalar = GostScalar::from_octets(curve, octets.view());
        if (!scalar) continue;
        auto public_key = public_key_of(curve, *scalar);
        readings.push_back({std::move(octets), std::move(*scalar), std::move(public_key)});
    }
    if (readings.empty()) return fail(ErrorCode::malformed_der, "no private key in the range of this curve");
    return std::make_unique<GostPrivateKey>(curve, std::move(readings));
}

}  // namespace

Result<PublicPart> gost_public_part(KeyFamily family, const PublicKeyInformation& information) {
    const auto curve = gost_curve(family);
    QOLTANBA_TRY(const auto point, read_gost_coordinates(family, curve.size, information));
    auto key = GostPublicKey::create(curve, copy_of(information.whole), point.x, point.y);
    if (!key) return fail(ErrorCode::unsupported_key, "a GOST point that does not lie on its curve");
    return key;
}

Result<PrivatePart> gost_private_part(KeyFamily family, const PrivateKeyInformation& information) {
    const auto curve = gost_curve(family);
    if (!std::ranges::equal(information.algorithm.whole, gost_algorithm_identifier(family))) {
        return fail(ErrorCode::unsupported_key, "a GOST key with unknown curve or digest parameters");
    }
    return private_part(curve, possible_scalars(information.key, curve.size));
}

Result<PrivatePart> generate_gost(KeyFamily family) {
    const auto curve = gost_curve(family);
    for (;;) {
        SecretBytes octets(curve.size);
        if (RAND_priv_bytes(octets.writable().data(), static_cast<int>(octets.size())) != 1) {
            return fail(ErrorCode::internal, "the system gives no random octets");
        }
        if (!GostScalar::from_octets(curve, octets.view())) continue;  // drawn anew, so evenly, from [1, q-1]
        std::vector<SecretBytes> scalars;
        scalars.push_back(std::move(octets));
        return private_part(curve, std::move(scalars));
    }
}

}  // namespace qoltanba::crypto
