// RSA with PKCS#1 v1.5 signatures (RFC 8017, 8.2), by OpenSSL.
#include "crypto/algorithms/families.hpp"
#include "crypto/algorithms/openssl_handles.hpp"
#include "crypto/der/values.hpp"
#include "crypto/der/writer.hpp"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/rsa.h>

#include <array>
#include <bit>

namespace qoltanba::crypto {
namespace {

using der::Reader;
using der::Tag;

constexpr std::size_t smallest_to_verify = 1024;
constexpr std::size_t smallest_to_sign = 2048;
constexpr std::size_t largest = 16384;

/// RSAPublicKey (RFC 8017, A.1.1), each number big-endian without leading zeros.
struct RsaNumbers {
    Bytes modulus;
    Bytes exponent;

    [[nodiscard]] std::size_t bits() const {
        return modulus.size() * 8 - static_cast<std::size_t>(std::countl_zero(modulus.front()));
    }
};

Result<void> check_size(const RsaNumbers& key, std::size_t smallest) {
    if (key.bits() < smallest || key.bits() > largest) {
        return fail(ErrorCode::unsupported_key, "RSA of " + std::to_string(key.bits()) + " bits");
    }
    // 64 bits is more than any key has; a longer exponent only costs whoever verifies.
    if (key.exponent.size() > 8)
        return fail(ErrorCode::unsupported_key, "an RSA exponent of more than 64 bits");
    const bool odd = (key.exponent.back() & 1U) != 0 && (key.modulus.back() & 1U) != 0;
    const bool one = key.exponent.size() == 1 && key.exponent.front() == 1;
    if (!odd || one)
        return fail(ErrorCode::unsupported_key, "an RSA key that is none: even, or with exponent 1");
    return {};
}

Result<Bytes> next_number(Reader& from) {
    QOLTANBA_TRY(const auto element, from.expect(Tag::integer));
    return der::unsigned_integer(element);
}

const EVP_MD* message_digest(DigestAlgorithm algorithm) {
    switch (algorithm) {
        case DigestAlgorithm::sha1:
            return EVP_sha1();
        case DigestAlgorithm::sha256:
            return EVP_sha256();
        case DigestAlgorithm::sha384:
            return EVP_sha384();
        case DigestAlgorithm::sha512:
            return EVP_sha512();
        default:
            return nullptr;
    }
}

/// Ready to sign or verify a digest, as `start` begins it; null on OpenSSL's failure.
KeyContext start_operation(EVP_PKEY* key, int (*start)(EVP_PKEY_CTX*), DigestAlgorithm algorithm) {
    KeyContext context(EVP_PKEY_CTX_new_from_pkey(nullptr, key, nullptr));
    const bool ready = context && start(context.get()) == 1 &&
                       EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_PADDING) == 1 &&
                       EVP_PKEY_CTX_set_signature_md(context.get(), message_digest(algorithm)) == 1;
    return ready ? std::move(context) : nullptr;
}

class RsaPublicKey final : public PublicKey::Implementation {
  public:
    RsaPublicKey(Bytes spki, const RsaNumbers& numbers, Key key)
        : Implementation(KeyFamily::rsa, std::move(spki),
                         der::sequence({der::unsigned_integer(numbers.modulus),
                                        der::unsigned_integer(numbers.exponent)})),
          bits_(numbers.bits()),
          key_(std::move(key)) {}

    [[nodiscard]] std::size_t bits() const override { return bits_; }
    [[nodiscard]] std::size_t signature_size() const override { return (bits_ + 7) / 8; }

    [[nodiscard]] bool verify(DigestAlgorithm algorithm, BytesView digest,
                              BytesView signature) const override {
        if (signature.size() != signature_size()) return false;
        const auto context = start_operation(key_.get(), EVP_PKEY_verify_init, algorithm);
        const bool valid = context && EVP_PKEY_verify(context.get(), signature.data(), signature.size(),
                                                      digest.data(), digest.size()) == 1;
        if (!valid) ERR_clear_error();
        return valid;
    }

  private:
    std::size_t bits_;
    Key key_;
};

Result<PublicPart> public_part(Bytes spki, const RsaNumbers& numbers) {
    QOLTANBA_CHECK(check_size(numbers, smallest_to_verify));
    KeyParameters parameters;
    parameters.number(OSSL_PKEY_PARAM_RSA_N, numbers.modulus);
    parameters.number(OSSL_PKEY_PARAM_RSA_E, numbers.exponent);
    auto key = parameters.make("RSA", EVP_PKEY_PUBLIC_KEY);
    if (!key) return fail(ErrorCode::unsupported_key, "an RSA key that OpenSSL does not take");
    return std::make_shared<RsaPublicKey>(std::move(spki), numbers, std::move(key));
}

/// rsaEncryption with NULL (RFC 3279, 2.3.1).
Bytes algorithm_identifier() {
    return der::sequence({der::object_identifier(suite_of(KeyFamily::rsa).key_oid), der::null()});
}

class RsaPrivateKey final : public PrivateKey::Implementation {
  public:
    RsaPrivateKey(SecretBytes der, Key key, PublicKey public_key)
        : der_(std::move(der)), key_(std::move(key)), public_key_(std::move(public_key)) {}

    [[nodiscard]] KeyFamily family() const override { return KeyFamily::rsa; }
    [[nodiscard]] Result<PublicKey> public_key() const override { return public_key_; }
    [[nodiscard]] Result<SecretBytes> to_pkcs8() const override {
        return write_private_key_information(algorithm_identifier(), der_.view());
    }

    [[nodiscard]] Result<Bytes> sign(DigestAlgorithm algorithm, BytesView digest) const override {
        const auto context = start_operation(key_.get(), EVP_PKEY_sign_init, algorithm);
        Bytes signature(public_key_.signature_size());
        auto size = signature.size();
        const bool made = context && EVP_PKEY_sign(context.get(), signature.data(), &size, digest.data(),
                                                   digest.size()) == 1;
        if (!made || size != signature.size()) {
            ERR_clear_error();
            return fail(ErrorCode::own_signature_does_not_verify,
                        "OpenSSL made no signature with this RSA key");
        }
        return signature;
    }

  private:
    SecretBytes der_;  ///< RSAPrivateKey
    Key key_;
    PublicKey public_key_;
};

/// From RSAPrivateKey (RFC 8017, A.1.2) with two primes.
Result<PrivatePart> private_part(BytesView der) {
    QOLTANBA_TRY(const auto sequence, der::read_single(der, Tag::sequence));
    auto inside = Reader::inside(sequence);
    QOLTANBA_TRY(const auto version_element, inside.expect(Tag::integer));
    QOLTANBA_TRY(const auto version, der::small_integer(version_element));
    if (version != 0) return fail(ErrorCode::unsupported_key, "an RSA key of more than two primes");
    RsaNumbers numbers;
    QOLTANBA_TRY(numbers.modulus, next_number(inside));
    QOLTANBA_TRY(numbers.exponent, next_number(inside));
    QOLTANBA_CHECK(check_size(numbers, smallest_to_sign));

    KeyParameters parameters;
    parameters.number(OSSL_PKEY_PARAM_RSA_N, numbers.modulus);
    parameters.number(OSSL_PKEY_PARAM_RSA_E, numbers.exponent);
    for (const auto* name :
         {OSSL_PKEY_PARAM_RSA_D, OSSL_PKEY_PARAM_RSA_FACTOR1, OSSL_PKEY_PARAM_RSA_FACTOR2,
          OSSL_PKEY_PARAM_RSA_EXPONENT1, OSSL_PKEY_PARAM_RSA_EXPONENT2, OSSL_PKEY_PARAM_RSA_COEFFICIENT1}) {
        QOLTANBA_TRY(const auto element, inside.expect(Tag::integer));
        if (element.content.empty() || element.content.size() > numbers.modulus.size() + 1) {
            return fail(ErrorCode::malformed_der, "a part of an RSA key longer than its modulus");
        }
        parameters.number(name, element.content);
    }
    QOLTANBA_CHECK(inside.finish());
    auto key = parameters.make("RSA", EVP_PKEY_KEYPAIR);
    if (!key) {
        ERR_clear_error();
        return fail(ErrorCode::unsupported_key, "an RSA key that OpenSSL does not take");
    }
    const auto rsa_public_key =
        der::sequence({der::unsigned_integer(numbers.modulus), der::unsigned_integer(numbers.exponent)});
    QOLTANBA_TRY(auto own,
                 public_part(write_public_key_information(algorithm_identifier(), rsa_public_key), numbers));
    return std::make_unique<RsaPrivateKey>(SecretBytes::copy_of(der), std::move(key),
                                           PublicKey(std::move(own)));
}

}  // namespace

Result<PublicPart> rsa_public_part(const PublicKeyInformation& information) {
    QOLTANBA_TRY(const auto sequence, der::read_single(information.key, Tag::sequence));
    auto inside = Reader::inside(sequence);
    RsaNumbers numbers;
    QOLTANBA_TRY(numbers.modulus, next_number(inside));
    QOLTANBA_TRY(numbers.exponent, next_number(inside));
    QOLTANBA_CHECK(inside.finish());
    return public_part(copy_of(information.whole), numbers);
}

Result<PrivatePart> rsa_private_part(const PrivateKeyInformation& information) {
    return private_part(information.key);
}

Result<PrivatePart> generate_rsa(std::size_t bits) {
    if (bits < smallest_to_sign || bits > largest) {
        return fail(ErrorCode::unsupported_key, "RSA of " + std::to_string(bits) + " bits");
    }
    const Key key(EVP_RSA_gen(bits));
    unsigned char* written = nullptr;
    const int size = key ? i2d_PrivateKey(key.get(), &written) : 0;
    if (size <= 0) return fail(ErrorCode::internal, "OpenSSL made no RSA key");
    const auto length = static_cast<std::size_t>(size);
    const auto der = SecretBytes::copy_of(BytesView(written, length));
    OPENSSL_clear_free(written, length);
    return private_part(der.view());
}

}  // namespace qoltanba::crypto
