#include "ca/key_file.hpp"

#include "crypto/der/writer.hpp"
#include "tokens/files/password_keys.hpp"
#include "tokens/files/rc2.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace qoltanba::test {
namespace {

namespace der = crypto::der;
using tokens::DerivedFor;
using tokens::PasswordKeys;
using tokens::Rc2;

constexpr std::int64_t iterations = 1024;
constexpr std::size_t salt_octets = 20;
constexpr std::string_view data_oid = "1.2.840.113549.1.7.1";
constexpr std::string_view encrypted_data_oid = "1.2.840.113549.1.7.6";
constexpr std::string_view triple_des_oid = "1.2.840.113549.1.12.1.3";
constexpr std::string_view rc2_40_oid = "1.2.840.113549.1.12.1.6";

/// Indefinite length: identifier, 80, the elements, 00 00 (X.690, 8.1.3.6).
Bytes indefinite(der::Tag tag, std::initializer_list<BytesView> elements) {
    Bytes all{static_cast<std::uint8_t>(tag), 0x80};
    for (const auto& each : elements) append(all, each);
    append(all, Bytes{0x00, 0x00});
    return all;
}

Bytes fresh_salt() {
    Bytes salt(salt_octets);
    if (RAND_bytes(salt.data(), static_cast<int>(salt.size())) != 1)
        throw std::runtime_error("no randomness");
    return salt;
}

class Enciphering {
  public:
    explicit Enciphering(std::string_view password)
        : password_(std::move(PasswordKeys::forms_of(SecretBytes::copy_of(password)).value().front())) {}

    /// Ciphertext, and in `algorithm` the AlgorithmIdentifier that deciphers it.
    Bytes triple_des(BytesView plain, Bytes& algorithm) {
        const auto [key, iv] = derive(triple_des_oid, 24, algorithm);
        const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                      EVP_CIPHER_CTX_free);
        Bytes data = padded(plain);
        int size = 0;
        if (!context ||
            EVP_EncryptInit_ex(context.get(), EVP_des_ede3_cbc(), nullptr, key.view().data(),
                               iv.view().data()) != 1 ||
            EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
            EVP_EncryptUpdate(context.get(), data.data(), &size, data.data(),
                              static_cast<int>(data.size())) != 1)
            throw std::runtime_error("3DES failed");
        return data;
    }

    Bytes rc2_40(BytesView plain, Bytes& algorithm) {
        const auto [key, iv] = derive(rc2_40_oid, 5, algorithm);
        Bytes data = padded(plain);
        Rc2(key.view(), 40).encrypt_cbc(iv.view(), data);
        return data;
    }

    /// MacData ::= SEQUENCE { DigestInfo, macSalt, iterations }
    Bytes mac_data(BytesView content) {
        const Bytes salt = fresh_salt();
        const SecretBytes key =
            password_.pkcs12(EVP_sha1(), DerivedFor::mac_key, salt, iterations, 20).value();
        std::array<std::uint8_t, 20> mac{};
        if (HMAC(EVP_sha1(), key.view().data(), 20, content.data(), content.size(), mac.data(), nullptr) ==
            nullptr)
            throw std::runtime_error("HMAC failed");
        const Bytes sha1 = der::sequence({der::object_identifier("1.3.14.3.2.26"), der::null()});
        return der::sequence({der::sequence({sha1, der::octet_string(mac)}), der::octet_string(salt),
                              der::integer(iterations)});
    }

  private:
    struct Derived {
        SecretBytes key, iv;
    };

    Derived derive(std::string_view oid, std::size_t key_octets, Bytes& algorithm) {
        const Bytes salt = fresh_salt();
        algorithm = der::sequence({der::object_identifier(oid),
                                   der::sequence({der::octet_string(salt), der::integer(iterations)})});
        return {
            password_.pkcs12(EVP_sha1(), DerivedFor::cipher_key, salt, iterations, key_octets).value(),
            password_.pkcs12(EVP_sha1(), DerivedFor::cipher_iv, salt, iterations, Rc2::block_size).value()};
    }

    static Bytes padded(BytesView plain) {
        Bytes data = copy_of(plain);
        const std::size_t count = Rc2::block_size - data.size() % Rc2::block_size;
        data.insert(data.end(), count, static_cast<std::uint8_t>(count));
        return data;
    }

    PasswordKeys password_;
};

Bytes attribute(std::string_view oid, const Bytes& value) {
    return der::sequence({der::object_identifier(oid), der::set_of({value})});
}

Bytes bag_attributes(BytesView key_identifier) {
    Bytes name;
    for (const char c : to_hex(key_identifier)) append(name, Bytes{0x00, static_cast<std::uint8_t>(c)});
    return der::set_of({attribute("1.2.840.113549.1.9.21", der::octet_string(key_identifier)),
                        attribute("1.2.840.113549.1.9.20", der::element(der::Tag::bmp_string, name))});
}

/// SafeContents of the one bag.
Bytes safe_of(std::string_view bag_oid, const Bytes& value, BytesView key_identifier) {
    return der::sequence({der::sequence(
        {der::object_identifier(bag_oid), der::explicit_tag(0, value), bag_attributes(key_identifier)})});
}

Bytes key_content(const Issued& issued, Enciphering& cipher) {
    Bytes algorithm;
    const Bytes ciphertext = cipher.triple_des(issued.pkcs8.view(), algorithm);
    const Bytes safe =
        safe_of("1.2.840.113549.1.12.10.1.2", der::sequence({algorithm, der::octet_string(ciphertext)}),
                issued.certificate.subject_key_identifier());
    return indefinite(der::Tag::sequence, {der::object_identifier(data_oid),
                                           indefinite(der::context(0), {der::octet_string(safe)})});
}

Bytes certificate_content(const Issued& issued, Enciphering& cipher) {
    const Bytes bag = der::sequence({der::object_identifier("1.2.840.113549.1.9.22.1"),
                                     der::explicit_tag(0, der::octet_string(issued.certificate.der()))});
    Bytes algorithm;
    const Bytes ciphertext = cipher.rc2_40(
        safe_of("1.2.840.113549.1.12.10.1.3", bag, issued.certificate.subject_key_identifier()), algorithm);
    const Bytes info =
        indefinite(der::Tag::sequence, {der::object_identifier(data_oid), algorithm,
                                        indefinite(der::context(0), {der::octet_string(ciphertext)})});
    const Bytes encrypted = indefinite(der::Tag::sequence, {der::integer(0), info});
    return indefinite(der::Tag::sequence,
                      {der::object_identifier(encrypted_data_oid), indefinite(der::context(0), {encrypted})});
}

}  // namespace

Bytes key_file_of(const Issued& issued, std::string_view password) {
    Enciphering cipher(password);
    const Bytes key = key_content(issued, cipher);
    const Bytes safe = indefinite(der::Tag::sequence, {key, certificate_content(issued, cipher)});
    const Bytes content =
        der::sequence({der::object_identifier(data_oid), der::explicit_tag(0, der::octet_string(safe))});
    return der::sequence({der::integer(3), content, cipher.mac_data(safe)});
}

std::string key_file_name(const crypto::Certificate& certificate, Usage usage) {
    const std::string prefix = usage == Usage::authentication ? "AUTH_RSA256_"
                               : usage == Usage::signature    ? "RSA256_"
                                                              : "GOST512_";
    return prefix + to_hex(certificate.subject_key_identifier()) + ".p12";
}

}  // namespace qoltanba::test
