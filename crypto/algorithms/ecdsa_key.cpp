// ECDSA on P-256 and P-384 (FIPS 186-4; RFC 5480, RFC 5915), by OpenSSL. Its nonces are hedged already:
// OpenSSL draws k from fresh randomness, the private key and the digest, hashed together
// (BN_generate_dsa_nonce).
#include "crypto/algorithms/families.hpp"
#include "crypto/algorithms/openssl_handles.hpp"
#include "crypto/der/values.hpp"
#include "crypto/der/writer.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/rand.h>

#include <algorithm>

namespace qoltanba::crypto {
namespace {

using der::Reader;
using der::Tag;

struct NamedCurve {
    KeyFamily family;
    std::string_view oid;   ///< RFC 5480, 2.1.1.1
    std::string_view name;  ///< OpenSSL's
    int nid;
    std::size_t size;  ///< octets of a coordinate and of a scalar
};

constexpr NamedCurve p256{KeyFamily::ecdsa_p256, "1.2.840.10045.3.1.7", "P-256", NID_X9_62_prime256v1, 32};
constexpr NamedCurve p384{KeyFamily::ecdsa_p384, "1.3.132.0.34", "P-384", NID_secp384r1, 48};

Result<NamedCurve> curve_of(const AlgorithmIdentifier& algorithm) {
    QOLTANBA_TRY(const auto parameters, der::read_single(algorithm.parameters, Tag::object_identifier));
    QOLTANBA_TRY(const auto oid, der::oid_text(parameters));
    if (oid == p256.oid) return p256;
    if (oid == p384.oid) return p384;
    return fail(ErrorCode::unsupported_key, "elliptic curve " + oid);
}

Bytes algorithm_identifier(const NamedCurve& curve) {
    return der::sequence(
        {der::object_identifier(suite_of(curve.family).key_oid), der::object_identifier(curve.oid)});
}

class EcdsaPublicKey final : public PublicKey::Implementation {
  public:
    EcdsaPublicKey(const NamedCurve& curve, Bytes spki, Bytes point, Key key)
        : Implementation(curve.family, std::move(spki), std::move(point)),
          size_(curve.size),
          key_(std::move(key)) {}

    [[nodiscard]] std::size_t bits() const override { return size_ * 8; }
    [[nodiscard]] std::size_t signature_size() const override { return 0; }

    [[nodiscard]] bool verify(DigestAlgorithm, BytesView digest, BytesView signature) const override {
        const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key_.get(), nullptr));
        const bool valid = context && EVP_PKEY_verify_init(context.get()) == 1 &&
                           EVP_PKEY_verify(context.get(), signature.data(), signature.size(), digest.data(),
                                           digest.size()) == 1;
        if (!valid) ERR_clear_error();
        return valid;
    }

  private:
    std::size_t size_;
    Key key_;
};

/// `point` is 04 || x || y; OpenSSL checks that it lies on the curve.
Result<PublicPart> public_part(const NamedCurve& curve, Bytes spki, BytesView point) {
    if (point.size() != 1 + 2 * curve.size || point.front() != 0x04) {
        return fail(ErrorCode::unsupported_key, "a point in another than the uncompressed form");
    }
    KeyParameters parameters;
    parameters.text(OSSL_PKEY_PARAM_GROUP_NAME, curve.name);
    parameters.octets(OSSL_PKEY_PARAM_PUB_KEY, point);
    auto key = parameters.make("EC", EVP_PKEY_PUBLIC_KEY);
    if (!key) {
        ERR_clear_error();
        return fail(ErrorCode::unsupported_key, "a point that does not lie on its curve");
    }
    return std::make_shared<EcdsaPublicKey>(curve, std::move(spki), copy_of(point), std::move(key));
}

class EcdsaPrivateKey final : public PrivateKey::Implementation {
  public:
    EcdsaPrivateKey(const NamedCurve& curve, SecretBytes scalar, Bytes point, Key key, PublicKey public_key)
        : curve_(curve),
          scalar_(std::move(scalar)),
          point_(std::move(point)),
          key_(std::move(key)),
          public_key_(std::move(public_key)) {}

    [[nodiscard]] KeyFamily family() const override { return curve_.family; }
    [[nodiscard]] Result<PublicKey> public_key() const override { return public_key_; }
    [[nodiscard]] Result<Bytes> sign(DigestAlgorithm algorithm, BytesView digest) const override;
    [[nodiscard]] Result<SecretBytes> to_pkcs8() const override;

  private:
    NamedCurve curve_;
    SecretBytes scalar_;  ///< big-endian, as long as the curve's order
    Bytes point_;         ///< 04 || x || y
    Key key_;
    PublicKey public_key_;
};

Result<Bytes> EcdsaPrivateKey::sign(DigestAlgorithm, BytesView digest) const {
    const KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key_.get(), nullptr));
    Bytes signature(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())));
    auto size = signature.size();
    const bool made =
        context && EVP_PKEY_sign_init(context.get()) == 1 &&
        EVP_PKEY_sign(context.get(), signature.data(), &size, digest.data(), digest.size()) == 1;
    if (!made) {
        ERR_clear_error();
        return fail(ErrorCode::own_signature_does_not_verify, "OpenSSL made no signature with this EC key");
    }
    signature.resize(size);
    return signature;
}

/// ECPrivateKey (RFC 5915, 3) with the public key; the curve stands in the AlgorithmIdentifier.
Result<SecretBytes> EcdsaPrivateKey::to_pkcs8() const {
    const auto scalar = der::secret_element(Tag::octet_string, {scalar_.view()});
    const auto point = der::explicit_tag(1, der::bit_string(point_));
    const auto inner = der::secret_element(Tag::sequence, {der::integer(1), scalar.view(), point});
    return write_private_key_information(algorithm_identifier(curve_), inner.view());
}

/// 04 || x || y of scalar * G; nothing if the scalar is not in [1, order-1].
std::optional<Bytes> point_of(const NamedCurve& curve, BytesView scalar) {
    const CurveGroup group(EC_GROUP_new_by_curve_name(curve.nid));
    const BigNumberContext context(BN_CTX_secure_new());
    const BigNumber number = big_number(scalar);
    const CurvePoint point(group ? EC_POINT_new(group.get()) : nullptr);
    if (!context || !number || !point) return std::nullopt;
    if (BN_is_zero(number.get()) || BN_cmp(number.get(), EC_GROUP_get0_order(group.get())) >= 0)
        return std::nullopt;
    BN_set_flags(number.get(), BN_FLG_CONSTTIME);
    Bytes octets(1 + 2 * curve.size);
    const bool done =
        EC_POINT_mul(group.get(), point.get(), number.get(), nullptr, nullptr, context.get()) == 1 &&
        EC_POINT_point2oct(group.get(), point.get(), POINT_CONVERSION_UNCOMPRESSED, octets.data(),
                           octets.size(), context.get()) == octets.size();
    if (!done) return std::nullopt;
    return octets;
}

Result<PrivatePart> private_part(const NamedCurve& curve, SecretBytes scalar) {
    auto point = point_of(curve, scalar.view());
    if (!point) return fail(ErrorCode::malformed_der, "no private key in the range of this curve");
    KeyParameters parameters;
    parameters.text(OSSL_PKEY_PARAM_GROUP_NAME, curve.name);
    parameters.octets(OSSL_PKEY_PARAM_PUB_KEY, *point);
    parameters.number(OSSL_PKEY_PARAM_PRIV_KEY, scalar.view());
    auto key = parameters.make("EC", EVP_PKEY_KEYPAIR);
    if (!key) {
        ERR_clear_error();
        return fail(ErrorCode::unsupported_key, "an EC key that OpenSSL does not take");
    }
    QOLTANBA_TRY(
        auto own,
        public_part(curve, write_public_key_information(algorithm_identifier(curve), *point), *point));
    return std::make_unique<EcdsaPrivateKey>(curve, std::move(scalar), std::move(*point), std::move(key),
                                             PublicKey(std::move(own)));
}

}  // namespace

Result<PublicPart> ecdsa_public_part(const PublicKeyInformation& information) {
    QOLTANBA_TRY(const auto curve, curve_of(information.algorithm));
    return public_part(curve, copy_of(information.whole), information.key);
}

Result<PrivatePart> ecdsa_private_part(const PrivateKeyInformation& information) {
    QOLTANBA_TRY(const auto curve, curve_of(information.algorithm));
    QOLTANBA_TRY(const auto sequence, der::read_single(information.key, Tag::sequence));
    auto inside = Reader::inside(sequence);
    QOLTANBA_TRY(const auto version_element, inside.expect(Tag::integer));
    QOLTANBA_TRY(const auto version, der::small_integer(version_element));
    if (version != 1) return fail(ErrorCode::malformed_der, "an ECPrivateKey version that does not exist");
    QOLTANBA_TRY(const auto octets, inside.expect(Tag::octet_string));
    QOLTANBA_CHECK(inside.optional(der::context(0)));  // the curve once more
    QOLTANBA_CHECK(inside.optional(der::context(1)));  // the public key, which is derived instead
    QOLTANBA_CHECK(inside.finish());
    if (octets.content.size() != curve.size)
        return fail(ErrorCode::malformed_der, "an EC scalar of the wrong length");
    return private_part(curve, SecretBytes::copy_of(octets.content));
}

Result<PrivatePart> generate_ecdsa(KeyFamily family) {
    const auto& curve = family == KeyFamily::ecdsa_p384 ? p384 : p256;
    for (;;) {
        SecretBytes scalar(curve.size);
        if (RAND_priv_bytes(scalar.writable().data(), static_cast<int>(scalar.size())) != 1) {
            return fail(ErrorCode::internal, "the system gives no random octets");
        }
        if (!point_of(curve, scalar.view())) continue;  // drawn anew, so evenly, from [1, order-1]
        return private_part(curve, std::move(scalar));
    }
}

}  // namespace qoltanba::crypto
