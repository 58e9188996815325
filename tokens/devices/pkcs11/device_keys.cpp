// Keys made on a token, and the certificates that come for them.
#include "crypto/algorithms/digest.hpp"
#include "crypto/algorithms/random.hpp"
#include "crypto/der/writer.hpp"
#include "tokens/devices/pkcs11/device_signer.hpp"
#include "tokens/devices/pkcs11/device_token.hpp"
#include "tokens/devices/pkcs11/key_making.hpp"

#include <algorithm>
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

bool is_of(const CertificateObject& object, const crypto::PublicKey& key) {
    const auto certificate = Certificate::from_der(object.der);
    if (certificate.has_error()) return false;
    const auto certified = certificate->public_key();
    return certified.has_value() && *certified == key;
}

CertificateToWrite parts_of(const Certificate& certificate, std::string label) {
    return {.der = copy_of(certificate.der()),
            .subject = copy_of(certificate.subject().der()),
            .issuer = copy_of(certificate.issuer().der()),
            .serial_number = crypto::der::element(crypto::der::Tag::integer, certificate.serial_number()),
            .label = std::move(label)};
}

}  // namespace

struct DeviceToken::Writing {
    ModuleClient client;
    OpenedToken opened;
};

Result<DeviceToken::Writing> DeviceToken::begin_writing(const SecretBytes& pin, bool last_try_confirmed,
                                                        std::stop_token while_writing) {
    QOLTANBA_TRY(auto client, start());
    const auto chosen = whom(last_try_confirmed);
    auto opened = client.open(chosen, pin);
    touched_();
    if (opened.has_error()) return client.explained(std::move(opened).error(), chosen);
    if (stop_.stop_requested()) return fail(ErrorCode::canceled, "nobody wants it any more");
    client.stop_by(std::move(while_writing));
    return Writing{std::move(client), std::move(*opened)};
}

Result<NewDeviceKey> DeviceToken::generate(const SecretBytes& pin, const KeyWish& wish,
                                           bool last_try_confirmed, std::stop_token while_writing) {
    QOLTANBA_TRY(const auto order, key_order(wish.family, wish.rsa_bits, wish.label));
    QOLTANBA_TRY(auto writing, begin_writing(pin, last_try_confirmed, std::move(while_writing)));
    const auto chosen = whom(last_try_confirmed);
    auto made = writing.client.generate(pin, order);
    if (made.has_error()) return writing.client.explained(std::move(made).error(), chosen);
    const auto login =
        std::make_shared<DeviceLogin>(std::move(writing.client), std::move(made->mechanisms), chosen);
    auto public_key = public_key_of(wish.family, *made);
    if (public_key.has_error()) {
        // What is not known to be a key of this family serves nobody.
        (void)login->remove_made_key();
        return std::move(public_key).error();
    }
    auto sign = [login, handle = made->key.handle, key = *public_key](crypto::DigestAlgorithm algorithm,
                                                                      BytesView digest) {
        return sign_on_device(*login, handle, key, algorithm, digest);
    };
    return NewDeviceKey{std::move(*public_key), std::move(sign),
                        [login] { return login->remove_made_key(); }};
}

Result<void> DeviceToken::write_certificate(const SecretBytes& pin, const Certificate& certificate,
                                            const std::string& label, bool last_try_confirmed,
                                            std::stop_token while_writing) {
    QOLTANBA_TRY(const auto certified, certificate.public_key());
    QOLTANBA_TRY(auto writing, begin_writing(pin, last_try_confirmed, std::move(while_writing)));
    DeviceLogin login(std::move(writing.client), std::move(writing.opened.mechanisms),
                      whom(last_try_confirmed));
    for (const auto& key : writing.opened.keys) {
        QOLTANBA_TRY(const auto is_it, is_key_of_certificate(login, key, certified));
        if (!is_it) continue;
        auto written = login.write_certificate(key.handle, parts_of(certificate, label));
        touched_();
        return written;
    }
    return fail(ErrorCode::key_does_not_match_certificate, "no key on the token is the certificate's");
}

Result<std::optional<Certificate>> DeviceToken::awaited(const std::vector<Certificate>& certificates) {
    QOLTANBA_TRY(auto client, start());
    QOLTANBA_TRY(const auto shown, client.public_keys(whom(false)));
    // As it is now: what is known of the token may be older than the last certificate that was written.
    QOLTANBA_TRY(const auto written, client.certificates(description_.facts.slot));
    for (const auto& certificate : certificates) {
        const auto key = certificate.public_key();
        if (key.has_error() || certificate.may_issue()) continue;
        const bool is_here = std::ranges::any_of(
            shown, [&](const PublicKeyObject& object) { return is_public_key(object, *key); });
        const bool is_certified = std::ranges::any_of(
            written, [&](const CertificateObject& object) { return is_of(object, *key); });
        if (is_here && !is_certified) return std::optional(certificate);
    }
    return std::optional<Certificate>();
}

}  // namespace qoltanba::tokens
