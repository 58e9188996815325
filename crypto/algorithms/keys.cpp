#include "crypto/algorithms/keys.hpp"

#include "crypto/algorithms/families.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

/// Whether this digest goes with this family and has its own length.
Result<void> check_digest(KeyFamily family, DigestAlgorithm algorithm, BytesView digest) {
    if (!suite_for(family, algorithm)) {
        return fail(ErrorCode::unsupported_algorithm,
                    std::string(suite_of(family).name) + " with " + std::string(identity_of(algorithm).name));
    }
    if (digest.size() != identity_of(algorithm).size) {
        return fail(ErrorCode::digest_length_mismatch, std::to_string(digest.size()) + " octets");
    }
    return {};
}

Result<PublicPart> public_part(const PublicKeyInformation& information) {
    const auto& oid = information.algorithm.oid;
    const auto is = [&oid](KeyFamily family) { return suite_of(family).key_oid == oid; };
    if (is(KeyFamily::rsa)) return rsa_public_part(information);
    if (is(KeyFamily::ecdsa_p256)) return ecdsa_public_part(information);
    if (is(KeyFamily::gost_2015_512)) return gost_public_part(KeyFamily::gost_2015_512, information);
    if (is(KeyFamily::gost_2004)) return gost_public_part(KeyFamily::gost_2004, information);
    if (is(KeyFamily::gost_2015_256)) return gost_2015_256_public_part(information);
    return fail(ErrorCode::unsupported_key, "public key algorithm " + oid);
}

Result<PrivatePart> private_part(const PrivateKeyInformation& information) {
    const auto& oid = information.algorithm.oid;
    const auto is = [&oid](KeyFamily family) { return suite_of(family).key_oid == oid; };
    if (is(KeyFamily::rsa)) return rsa_private_part(information);
    if (is(KeyFamily::ecdsa_p256)) return ecdsa_private_part(information);
    if (is(KeyFamily::gost_2015_512)) return gost_private_part(KeyFamily::gost_2015_512, information);
    if (is(KeyFamily::gost_2004)) return gost_private_part(KeyFamily::gost_2004, information);
    return fail(ErrorCode::unsupported_key, "private key algorithm " + oid);
}

Result<PrivatePart> generate_part(KeyFamily family, std::size_t rsa_bits) {
    switch (family) {
        case KeyFamily::rsa:
            return generate_rsa(rsa_bits);
        case KeyFamily::ecdsa_p256:
        case KeyFamily::ecdsa_p384:
            return generate_ecdsa(family);
        case KeyFamily::gost_2015_512:
        case KeyFamily::gost_2004:
            return generate_gost(family);
        case KeyFamily::gost_2015_256:
            break;
    }
    return fail(ErrorCode::unsupported_key, "keys of this family are not made");
}

}  // namespace

PublicKey::PublicKey(std::shared_ptr<const Implementation> implementation)
    : implementation_(std::move(implementation)) {}

Result<PublicKey> PublicKey::from_spki(BytesView der) {
    QOLTANBA_TRY(const auto information, read_public_key_information(der));
    QOLTANBA_TRY(auto part, public_part(information));
    return PublicKey(std::move(part));
}

KeyFamily PublicKey::family() const {
    return implementation_->family();
}
BytesView PublicKey::spki() const {
    return implementation_->spki();
}
std::size_t PublicKey::bits() const {
    return implementation_->bits();
}
std::size_t PublicKey::signature_size() const {
    return implementation_->signature_size();
}

Result<void> PublicKey::verify(DigestAlgorithm algorithm, BytesView digest, BytesView signature) const {
    QOLTANBA_CHECK(check_digest(family(), algorithm, digest));
    if (!implementation_->verify(algorithm, digest, signature)) return fail(ErrorCode::signature_mismatch);
    return {};
}

bool operator==(const PublicKey& a, const PublicKey& b) {
    return a.family() == b.family() &&
           std::ranges::equal(a.implementation_->identity(), b.implementation_->identity());
}

PrivateKey::PrivateKey(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}
PrivateKey::PrivateKey(PrivateKey&&) noexcept = default;
PrivateKey& PrivateKey::operator=(PrivateKey&&) noexcept = default;
PrivateKey::~PrivateKey() = default;

Result<PrivateKey> PrivateKey::from_pkcs8(const SecretBytes& der) {
    QOLTANBA_TRY(const auto information, read_private_key_information(der.view()));
    QOLTANBA_TRY(auto part, private_part(information));
    return PrivateKey(std::move(part));
}

Result<PrivateKey> PrivateKey::generate(KeyFamily family, std::size_t rsa_bits) {
    QOLTANBA_TRY(auto part, generate_part(family, rsa_bits));
    return PrivateKey(std::move(part));
}

KeyFamily PrivateKey::family() const {
    return implementation_->family();
}
Result<PublicKey> PrivateKey::public_key() const {
    return implementation_->public_key();
}
Result<SecretBytes> PrivateKey::to_pkcs8() const {
    return implementation_->to_pkcs8();
}

Result<void> PrivateKey::bind_to(const PublicKey& certificate_key) {
    implementation_->settle(certificate_key);
    const auto own = public_key();
    if (!own || *own != certificate_key) return fail(ErrorCode::key_does_not_match_certificate);
    if (family() != KeyFamily::rsa) return {};
    // The public key of the other families is computed from the secret. An RSA key file names it beside the
    // secret, so only a signature shows that the two belong together.
    const auto digest = digest_of(DigestAlgorithm::sha256, certificate_key.spki());
    if (auto proof = sign(DigestAlgorithm::sha256, digest, {}); proof.has_error()) {
        return because(ErrorCode::key_does_not_match_certificate, "a trial signature fails", proof.error());
    }
    return {};
}

Result<Bytes> PrivateKey::sign(DigestAlgorithm algorithm, BytesView digest,
                               const SigningPolicy& policy) const {
    QOLTANBA_CHECK(check_digest(family(), algorithm, digest));
    if (family() == KeyFamily::gost_2004 && !policy.allow_gost_2004) {
        return fail(ErrorCode::algorithm_refused_by_policy, "GOST 34.310-2004 is verified, not made");
    }
    if (algorithm == DigestAlgorithm::sha1) {
        return fail(ErrorCode::algorithm_refused_by_policy, "SHA-1 is verified, not made");
    }
    QOLTANBA_TRY(const auto key, public_key());
    QOLTANBA_TRY(auto signature, implementation_->sign(algorithm, digest));
    if (auto verified = key.verify(algorithm, digest, signature); verified.has_error()) {
        return because(ErrorCode::own_signature_does_not_verify, {}, verified.error());
    }
    return signature;
}

}  // namespace qoltanba::crypto
