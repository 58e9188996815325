#include "tokens/files/password_encipher.hpp"

#include "crypto/algorithms/random.hpp"
#include "crypto/der/writer.hpp"
#include "tokens/files/rc2.hpp"

#include <openssl/evp.h>

#include <memory>

namespace qoltanba::tokens {
namespace {

namespace der = crypto::der;

constexpr std::string_view pbes2_oid = "1.2.840.113549.1.5.13";
constexpr std::string_view pbkdf2_oid = "1.2.840.113549.1.5.12";
constexpr std::string_view hmac_sha256_oid = "1.2.840.113549.2.9";
constexpr std::string_view aes_256_cbc_oid = "2.16.840.1.101.3.4.1.42";
constexpr std::string_view triple_des_oid = "1.2.840.113549.1.12.1.3";
constexpr std::string_view rc2_40_oid = "1.2.840.113549.1.12.1.6";

constexpr std::size_t aes_block_octets = 16;
constexpr std::size_t pbkdf2_salt_octets = 16;
constexpr std::size_t national_salt_octets = 20;

/// With the padding of RFC 8018, 6.1.1, which OpenSSL adds by itself: no copy of the plain octets is made.
Result<Bytes> encipher_cbc(const EVP_CIPHER* cipher, const SecretBytes& key, BytesView iv, BytesView plain) {
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  EVP_CIPHER_CTX_free);
    Bytes out(plain.size() + EVP_MAX_BLOCK_LENGTH);
    int size = 0;
    int rest = 0;
    if (!context || EVP_EncryptInit_ex(context.get(), cipher, nullptr, key.view().data(), iv.data()) != 1 ||
        EVP_EncryptUpdate(context.get(), out.data(), &size, plain.data(), static_cast<int>(plain.size())) !=
            1 ||
        EVP_EncryptFinal_ex(context.get(), out.data() + size, &rest) != 1)
        return fail(ErrorCode::internal, "EVP_EncryptUpdate");
    out.resize(static_cast<std::size_t>(size) + static_cast<std::size_t>(rest));
    return out;
}

Bytes padded(BytesView plain, std::size_t block) {
    Bytes data = copy_of(plain);
    const std::size_t count = block - data.size() % block;
    data.insert(data.end(), count, static_cast<std::uint8_t>(count));
    return data;
}

/// What a cipher of RFC 7292, appendix C, derives, and its pkcs-12PbeParams.
struct DerivedPair {
    SecretBytes key, iv;
    Bytes algorithm;
};

Result<DerivedPair> derive(std::string_view oid, std::size_t key_octets, PasswordKeys& password) {
    QOLTANBA_TRY(const Bytes salt, crypto::random_octets(national_salt_octets));
    constexpr auto iterations = iterations_of_national_files;
    const Md sha1 = EVP_sha1();
    QOLTANBA_TRY(SecretBytes key,
                 password.pkcs12(sha1, DerivedFor::cipher_key, salt, iterations, key_octets));
    QOLTANBA_TRY(SecretBytes iv,
                 password.pkcs12(sha1, DerivedFor::cipher_iv, salt, iterations, Rc2::block_size));
    return DerivedPair{std::move(key), std::move(iv),
                       der::sequence({der::object_identifier(oid),
                                      der::sequence({der::octet_string(salt), der::integer(iterations)})})};
}

}  // namespace

/// PBES2-params ::= SEQUENCE { keyDerivationFunc, encryptionScheme } (RFC 8018, appendix A.4)
Result<Enciphered> encipher_pbes2(BytesView plain, PasswordKeys& password) {
    constexpr std::size_t key_octets = 32;
    QOLTANBA_TRY(const Bytes salt, crypto::random_octets(pbkdf2_salt_octets));
    QOLTANBA_TRY(const Bytes iv, crypto::random_octets(aes_block_octets));
    QOLTANBA_TRY(const SecretBytes key, password.pbkdf2(EVP_sha256(), salt, iterations_of_today, key_octets));
    QOLTANBA_TRY(Bytes ciphertext, encipher_cbc(EVP_aes_256_cbc(), key, iv, plain));
    const auto prf = der::sequence({der::object_identifier(hmac_sha256_oid), der::null()});
    const auto derivation =
        der::sequence({der::object_identifier(pbkdf2_oid),
                       der::sequence({der::octet_string(salt), der::integer(iterations_of_today), prf})});
    const auto scheme = der::sequence({der::object_identifier(aes_256_cbc_oid), der::octet_string(iv)});
    return Enciphered{der::sequence({der::object_identifier(pbes2_oid), der::sequence({derivation, scheme})}),
                      std::move(ciphertext)};
}

Result<Enciphered> encipher_triple_des(BytesView plain, PasswordKeys& password) {
    QOLTANBA_TRY(auto derived, derive(triple_des_oid, 24, password));
    QOLTANBA_TRY(Bytes ciphertext, encipher_cbc(EVP_des_ede3_cbc(), derived.key, derived.iv.view(), plain));
    return Enciphered{std::move(derived.algorithm), std::move(ciphertext)};
}

Result<Enciphered> encipher_rc2_40(BytesView plain, PasswordKeys& password) {
    QOLTANBA_TRY(auto derived, derive(rc2_40_oid, 5, password));
    Bytes data = padded(plain, Rc2::block_size);
    Rc2(derived.key.view(), 40).encrypt_cbc(derived.iv.view(), data);
    return Enciphered{std::move(derived.algorithm), std::move(data)};
}

}  // namespace qoltanba::tokens
