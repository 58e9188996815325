#include "tokens/files/password_cipher.hpp"

#include "tokens/files/der_take.hpp"
#include "tokens/files/rc2.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>

namespace qoltanba::tokens {
namespace {

namespace der = crypto::der;

using EvpCipher = const EVP_CIPHER* (*)();

/// A cipher of RFC 7292, appendix C: key and IV both derived. Without `evp` it is RC2.
struct Pkcs12Cipher {
    std::string_view oid;
    std::size_t key_octets;
    EvpCipher evp;
};

constexpr std::array pkcs12_ciphers{
    Pkcs12Cipher{"1.2.840.113549.1.12.1.3", 24, EVP_des_ede3_cbc},
    Pkcs12Cipher{"1.2.840.113549.1.12.1.4", 16, EVP_des_ede_cbc},
    Pkcs12Cipher{"1.2.840.113549.1.12.1.5", 16, nullptr},
    Pkcs12Cipher{"1.2.840.113549.1.12.1.6", 5, nullptr},
};

/// A cipher that PBES2 may name; its parameter is the IV (RFC 8018, appendix B.2).
struct Pbes2Cipher {
    std::string_view oid;
    std::size_t key_octets, iv_octets;
    EvpCipher evp;
};

constexpr std::array pbes2_ciphers{
    Pbes2Cipher{"1.2.840.113549.3.7", 24, 8, EVP_des_ede3_cbc},
    Pbes2Cipher{"2.16.840.1.101.3.4.1.2", 16, 16, EVP_aes_128_cbc},
    Pbes2Cipher{"2.16.840.1.101.3.4.1.22", 24, 16, EVP_aes_192_cbc},
    Pbes2Cipher{"2.16.840.1.101.3.4.1.42", 32, 16, EVP_aes_256_cbc},
};

constexpr std::string_view pbes2_oid = "1.2.840.113549.1.5.13";
constexpr std::string_view pbkdf2_oid = "1.2.840.113549.1.5.12";
constexpr std::string_view hmac_sha1_oid = "1.2.840.113549.2.7";

Error unknown_algorithm(const std::string& oid) {
    return fail(ErrorCode::unsupported_key_file, "unknown algorithm " + oid);
}

/// The same octets without their padding of 1..block octets, each telling the number of them.
Result<SecretBytes> without_padding(const SecretBytes& padded, std::size_t block) {
    const BytesView octets = padded.view();
    const std::size_t count = octets.empty() ? 0 : octets.back();
    if (count < 1 || count > block || count > octets.size() ||
        !std::all_of(octets.end() - static_cast<std::ptrdiff_t>(count), octets.end(),
                     [count](std::uint8_t octet) { return octet == count; }))
        return fail(ErrorCode::wrong_password, "the padding does not come out");
    return SecretBytes::copy_of(octets.first(octets.size() - count));
}

Result<SecretBytes> decipher_cbc(EvpCipher evp, const SecretBytes& key, BytesView iv, BytesView ciphertext) {
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  EVP_CIPHER_CTX_free);
    SecretBytes plain(ciphertext.size());
    int size = 0;
    if (!context || EVP_DecryptInit_ex(context.get(), evp(), nullptr, key.view().data(), iv.data()) != 1 ||
        EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
        EVP_DecryptUpdate(context.get(), plain.writable().data(), &size, ciphertext.data(),
                          static_cast<int>(ciphertext.size())) != 1)
        return fail(ErrorCode::internal, "EVP_DecryptUpdate");
    return plain;
}

Result<void> check_blocks(BytesView ciphertext, std::size_t block) {
    if (ciphertext.empty() || ciphertext.size() % block != 0)
        return fail(ErrorCode::malformed_key_file, "the ciphertext is not whole blocks");
    return {};
}

Result<SecretBytes> decipher_pkcs12(const Pkcs12Cipher& cipher, der::Reader parameters, BytesView ciphertext,
                                    PasswordKeys& password) {
    // pkcs-12PbeParams ::= SEQUENCE { salt OCTET STRING, iterations INTEGER }
    QOLTANBA_TRY(const BytesView salt, take_octets(parameters));
    QOLTANBA_TRY(const std::int64_t iterations, take_integer(parameters));
    QOLTANBA_CHECK(parameters.finish());
    QOLTANBA_CHECK(check_blocks(ciphertext, Rc2::block_size));
    const Md sha1 = EVP_sha1();
    QOLTANBA_TRY(const SecretBytes key,
                 password.pkcs12(sha1, DerivedFor::cipher_key, salt, iterations, cipher.key_octets));
    QOLTANBA_TRY(const SecretBytes iv,
                 password.pkcs12(sha1, DerivedFor::cipher_iv, salt, iterations, Rc2::block_size));
    if (cipher.evp != nullptr) {
        QOLTANBA_TRY(const SecretBytes plain, decipher_cbc(cipher.evp, key, iv.view(), ciphertext));
        return without_padding(plain, Rc2::block_size);
    }
    SecretBytes plain = SecretBytes::copy_of(ciphertext);
    Rc2(key.view(), static_cast<unsigned>(8 * cipher.key_octets)).decrypt_cbc(iv.view(), plain.writable());
    return without_padding(plain, Rc2::block_size);
}

Result<SecretBytes> decipher_pbes2(der::Reader parameters, BytesView ciphertext, PasswordKeys& password) {
    // PBES2-params ::= SEQUENCE { keyDerivationFunc, encryptionScheme }
    QOLTANBA_TRY(const der::Reader derivation, parameters.enter(der::Tag::sequence));
    QOLTANBA_TRY(der::Reader scheme, parameters.enter(der::Tag::sequence));
    QOLTANBA_CHECK(parameters.finish());
    QOLTANBA_TRY(const std::string oid, take_oid(scheme));
    const auto* cipher = std::ranges::find(pbes2_ciphers, std::string_view(oid), &Pbes2Cipher::oid);
    if (cipher == pbes2_ciphers.end()) return unknown_algorithm(oid);
    QOLTANBA_TRY(const BytesView iv, take_octets(scheme));
    QOLTANBA_CHECK(scheme.finish());
    if (iv.size() != cipher->iv_octets)
        return fail(ErrorCode::malformed_key_file, "the IV has a wrong length");
    QOLTANBA_CHECK(check_blocks(ciphertext, cipher->iv_octets));
    QOLTANBA_TRY(const SecretBytes key, derive_by_pbkdf2(derivation, cipher->key_octets, password));
    QOLTANBA_TRY(const SecretBytes plain, decipher_cbc(cipher->evp, key, iv, ciphertext));
    return without_padding(plain, cipher->iv_octets);
}

}  // namespace

Result<SecretBytes> decipher_triple_des(const SecretBytes& key, BytesView iv, BytesView ciphertext) {
    constexpr std::size_t block = 8;
    QOLTANBA_CHECK(check_blocks(ciphertext, block));
    QOLTANBA_TRY(const SecretBytes plain, decipher_cbc(EVP_des_ede3_cbc, key, iv, ciphertext));
    return without_padding(plain, block);
}

Result<SecretBytes> derive_by_pbkdf2(der::Reader algorithm, std::optional<std::size_t> size,
                                     PasswordKeys& password) {
    QOLTANBA_TRY(const std::string oid, take_oid(algorithm));
    if (oid != pbkdf2_oid) return unknown_algorithm(oid);
    // PBKDF2-params ::= SEQUENCE { salt OCTET STRING, iterationCount INTEGER, keyLength INTEGER OPTIONAL,
    //                              prf AlgorithmIdentifier DEFAULT hmacWithSHA1 }
    QOLTANBA_TRY(der::Reader parameters, algorithm.enter(der::Tag::sequence));
    QOLTANBA_TRY(const BytesView salt, take_octets(parameters));
    QOLTANBA_TRY(const std::int64_t iterations, take_integer(parameters));
    if (parameters.next_is(der::Tag::integer)) {
        QOLTANBA_TRY(const std::int64_t length, take_integer(parameters));
        if (length < 1 || length > 64 || (size && static_cast<std::size_t>(length) != *size))
            return fail(ErrorCode::malformed_key_file, "PBKDF2's keyLength does not fit");
        size = static_cast<std::size_t>(length);
    }
    if (!size) return fail(ErrorCode::malformed_key_file, "PBKDF2's keyLength is missing");
    std::string prf_oid(hmac_sha1_oid);
    if (!parameters.at_end()) {
        QOLTANBA_TRY(der::Reader prf, parameters.enter(der::Tag::sequence));
        QOLTANBA_TRY(prf_oid, take_oid(prf));
    }
    QOLTANBA_CHECK(parameters.finish());
    const Md prf_digest = hmac_digest_by_oid(prf_oid);
    if (prf_digest == nullptr) return unknown_algorithm(prf_oid);
    return password.pbkdf2(prf_digest, salt, iterations, *size);
}

Result<SecretBytes> decipher(der::Reader algorithm, BytesView ciphertext, PasswordKeys& password) {
    QOLTANBA_TRY(const std::string oid, take_oid(algorithm));
    const auto* cipher = std::ranges::find(pkcs12_ciphers, std::string_view(oid), &Pkcs12Cipher::oid);
    if (cipher == pkcs12_ciphers.end() && oid != pbes2_oid) return unknown_algorithm(oid);
    QOLTANBA_TRY(const der::Reader parameters, algorithm.enter(der::Tag::sequence));
    QOLTANBA_CHECK(algorithm.finish());
    return oid == pbes2_oid ? decipher_pbes2(parameters, ciphertext, password)
                            : decipher_pkcs12(*cipher, parameters, ciphertext, password);
}

}  // namespace qoltanba::tokens
