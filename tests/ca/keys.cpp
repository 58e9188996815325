#include "ca/keys.hpp"

#include "crypto/der/writer.hpp"

#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <memory>
#include <stdexcept>

namespace qoltanba::test {
namespace {

namespace der = crypto::der;
using crypto::KeyFamily;

SecretBytes rsa_pkcs8() {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_RSA_gen(2048), EVP_PKEY_free);
    const std::unique_ptr<PKCS8_PRIV_KEY_INFO, decltype(&PKCS8_PRIV_KEY_INFO_free)> info(
        key ? EVP_PKEY2PKCS8(key.get()) : nullptr, PKCS8_PRIV_KEY_INFO_free);
    unsigned char* encoded = nullptr;
    const int size = info ? i2d_PKCS8_PRIV_KEY_INFO(info.get(), &encoded) : -1;
    if (size <= 0) throw std::runtime_error("no RSA key");
    const auto octets = std::span(encoded, static_cast<std::size_t>(size));
    SecretBytes pkcs8 = SecretBytes::copy_of(BytesView(octets));
    OPENSSL_clear_free(encoded, octets.size());
    return pkcs8;
}

/// Any 64 octets are a scalar here: the order of the curve differs from 2^512 in its lower half only.
SecretBytes gost_2015_pkcs8() {
    SecretBytes scalar(64);
    if (RAND_priv_bytes(scalar.writable().data(), 64) != 1) throw std::runtime_error("no randomness");
    const Bytes algorithm = der::sequence({der::object_identifier("1.2.398.3.10.1.1.2.2"),
                                           der::sequence({der::object_identifier("1.2.398.3.10.1.1.2.2.1"),
                                                          der::object_identifier("1.2.398.3.10.1.3.3")})});
    const Bytes pkcs8 =
        der::sequence({der::integer(0), algorithm, der::octet_string(der::octet_string(scalar.view()))});
    return SecretBytes::copy_of(BytesView(pkcs8));
}

}  // namespace

KeyPair make_key_pair(KeyFamily family) {
    if (family != KeyFamily::rsa && family != KeyFamily::gost_2015_512)
        throw std::invalid_argument("the demonstration CA does not issue this family");
    SecretBytes pkcs8 = family == KeyFamily::rsa ? rsa_pkcs8() : gost_2015_pkcs8();
    crypto::PrivateKey key = crypto::PrivateKey::from_pkcs8(pkcs8).value();
    crypto::PublicKey public_key = key.public_key().value();
    return {std::move(pkcs8), std::move(key), std::move(public_key)};
}

Bytes random_octets(std::size_t size) {
    Bytes octets(size);
    if (RAND_bytes(octets.data(), static_cast<int>(size)) != 1) throw std::runtime_error("no randomness");
    return octets;
}

}  // namespace qoltanba::test
