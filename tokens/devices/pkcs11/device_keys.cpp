// Keys made on a token, and the certificates that come for them.
#include "crypto/algorithms/digest.hpp"
#include "crypto/algorithms/random.hpp"
#include "crypto/der/writer.hpp"
#include "tokens/devices/pkcs11/device_signer.hpp"
#include "tokens/devices/pkcs11/device_token.hpp"
#include "tokens/devices/pkcs11/key_making.hpp"

#include <utility>

namespace qoltanba::tokens {
namespace {

using crypto::Certificate;

/// Whether the key signs so that the certificate's key verifies it.
Result<bool> is_key_of_certificate(DeviceLogin& login, const KeyObject& key,
                                   const crypto::PublicKey& certified) {
    constexpr std::size_t octets = 32;
    if (!is_key_of(key.type, certified.family())) return false;
    const auto algorithm = crypto::suite_of(certified.family()).digest;
    QOLTANBA_TRY(const auto anything, crypto::random_octets(octets));
    const auto proof =
        sign_on_device(login, key.handle, certified, algorithm, crypto::digest_of(algorithm, anything));
    if (proof.has_value()) return true;
    if (proof.error().code == ErrorCode::own_signature_does_not_verify) return false;
    return proof.error();
}

CertificateToWrite parts_of(const Certificate& certificate, std::string label) {
    return {.der = copy_of(certificate.der()),
            .subject = copy_of(certificate.subject().der()),
            .issuer = copy_of(certificate.issuer().der()),
            .serial_number = crypto::der::element(crypto::der::Tag::integer, certificate.serial_number()),
            .label = std::move(label)};
}

}  // namespace

Result<NewDeviceKey> DeviceToken::generate(const SecretBytes& pin, const KeyWish& wish,
                                           bool last_try_confirmed) {
    QOLTANBA_TRY(const auto order, key_order(wish.family, wish.rsa_bits, wish.label));
    QOLTANBA_TRY(auto client, start());
    const auto chosen = whom(last_try_confirmed);
    auto made = client.generate(chosen, pin, order);
    touched_();
    if (made.has_error()) return client.explained(std::move(made).error(), chosen);
    QOLTANBA_TRY(auto public_key, public_key_of(wish.family, *made));
    const auto login = std::make_shared<DeviceLogin>(std::move(client), std::move(made->mechanisms), chosen);
    auto sign = [login, handle = made->key.handle, public_key](crypto::DigestAlgorithm algorithm,
                                                               BytesView digest) {
        return sign_on_device(*login, handle, public_key, algorithm, digest);
    };
    return NewDeviceKey{std::move(public_key), std::move(sign)};
}

Result<void> DeviceToken::write_certificate(const SecretBytes& pin, const Certificate& certificate,
                                            const std::string& label, bool last_try_confirmed) {
    QOLTANBA_TRY(const auto certified, certificate.public_key());
    QOLTANBA_TRY(auto client, start());
    const auto chosen = whom(last_try_confirmed);
    auto opened = client.open(chosen, pin);
    touched_();
    if (opened.has_error()) return client.explained(std::move(opened).error(), chosen);
    DeviceLogin login(std::move(client), std::move(opened->mechanisms), chosen);
    for (const auto& key : opened->keys) {
        QOLTANBA_TRY(const auto is_it, is_key_of_certificate(login, key, certified));
        if (!is_it) continue;
        auto written = login.write_certificate(key.handle, parts_of(certificate, label));
        touched_();
        return written;
    }
    return fail(ErrorCode::key_does_not_match_certificate, "no key on the token is the certificate's");
}

}  // namespace qoltanba::tokens
