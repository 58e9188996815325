#include "tokens/devices/pkcs11/device_signer.hpp"

#include "crypto/der/writer.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::tokens {
namespace {

using crypto::DigestAlgorithm;

Bytes joined(BytesView first, BytesView second) {
    Bytes both = copy_of(first);
    append(both, second);
    return both;
}

Bytes reversed(BytesView octets) {
    return {octets.rbegin(), octets.rend()};
}

/// RFC 8017, 9.2, note 1.
Bytes digest_info(DigestAlgorithm algorithm, BytesView digest) {
    using namespace crypto;
    return der::sequence({der::sequence({der::object_identifier(identity_of(algorithm).oid), der::null()}),
                          der::octet_string(digest)});
}

Result<Bytes> sign_with(DeviceLogin& login, std::uint64_t key, const crypto::PublicKey& public_key,
                        const DeviceMechanism& mechanism, BytesView digest, BytesView input) {
    QOLTANBA_TRY(const auto signature, login.sign(key, mechanism.number, input));
    for (auto& reading : readings_of(crypto::suite_of(public_key.family()).form, signature))
        if (public_key.verify(mechanism.digest, digest, reading).has_value()) return std::move(reading);
    return fail(ErrorCode::own_signature_does_not_verify,
                "what the device made is not of the certificate's key");
}

}  // namespace

std::vector<Bytes> readings_of(crypto::SignatureForm form, BytesView signature) {
    const auto half = signature.size() / 2;
    const auto first = signature.first(half);
    const auto second = signature.subspan(half);
    switch (form) {
        case crypto::SignatureForm::pkcs1:
            return {copy_of(signature)};
        case crypto::SignatureForm::r_then_s_little_endian:
            if (signature.size() % 2 != 0) return {};
            return {copy_of(signature), joined(second, first), joined(reversed(first), reversed(second)),
                    joined(reversed(second), reversed(first))};
        case crypto::SignatureForm::ecdsa_der:
            if (signature.size() % 2 != 0) return {copy_of(signature)};
            return {crypto::der::sequence(
                        {crypto::der::unsigned_integer(first), crypto::der::unsigned_integer(second)}),
                    copy_of(signature)};
    }
    return {};
}

Result<std::unique_ptr<crypto::Signer>> DeviceSigner::create(std::shared_ptr<DeviceLogin> login,
                                                             std::uint64_t key,
                                                             crypto::Certificate certificate,
                                                             const crypto::SigningPolicy& policy) {
    QOLTANBA_TRY(auto public_key, certificate.public_key());
    if (public_key.family() == crypto::KeyFamily::gost_2004 && !policy.allow_gost_2004)
        return fail(ErrorCode::algorithm_refused_by_policy);
    return std::unique_ptr<crypto::Signer>(
        new DeviceSigner(std::move(login), key, std::move(certificate), std::move(public_key)));
}

Result<Bytes> sign_on_device(DeviceLogin& login, std::uint64_t key, const crypto::PublicKey& public_key,
                             DigestAlgorithm algorithm, BytesView digest) {
    if (digest.size() != crypto::identity_of(algorithm).size) return fail(ErrorCode::digest_length_mismatch);
    const auto mechanism = mechanism_for(public_key.family(), algorithm, login.mechanisms(), false);
    if (!mechanism)
        return fail(ErrorCode::unsupported_algorithm, "the device has no mechanism that takes this digest");
    return sign_with(
        login, key, public_key, *mechanism, digest,
        mechanism->input == MechanismInput::digest_info ? digest_info(algorithm, digest) : copy_of(digest));
}

Result<Bytes> DeviceSigner::sign(DigestAlgorithm algorithm, BytesView digest) {
    return sign_on_device(*login_, key_, public_key_, algorithm, digest);
}

Result<Bytes> DeviceSigner::sign_content(DigestAlgorithm algorithm, BytesView content) {
    const auto digest = crypto::digest_of(algorithm, content);
    const auto mechanism = mechanism_for(family(), algorithm, login_->mechanisms(), true);
    if (!mechanism || mechanism->input != MechanismInput::content) return sign(algorithm, digest);
    return sign_with(*login_, key_, public_key_, *mechanism, digest, content);
}

}  // namespace qoltanba::tokens
