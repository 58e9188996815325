#include "tokens/files/java_key_ciphers.hpp"

#include "tokens/files/der_take.hpp"
#include "tokens/files/password_cipher.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <memory>

namespace qoltanba::tokens {
namespace {

namespace der = crypto::der;

constexpr std::string_view jks_oid = "1.3.6.1.4.1.42.2.17.1.1";
constexpr std::string_view jceks_oid = "1.3.6.1.4.1.42.2.19.1";

/// The digest of these octets, one behind the other.
Result<SecretBytes> digest_of(Md md, std::initializer_list<BytesView> parts) {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    bool good = context && EVP_DigestInit_ex(context.get(), md, nullptr) == 1;
    for (const auto part : parts)
        good = good && EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1;
    SecretBytes digest(static_cast<std::size_t>(EVP_MD_get_size(md)));
    if (!good || EVP_DigestFinal_ex(context.get(), digest.writable().data(), nullptr) != 1)
        return fail(ErrorCode::internal, "EVP_DigestFinal_ex");
    return digest;
}

/// salt || key XOR stream || SHA-1(password || key). The stream: SHA-1(password || salt), and then again and
/// again SHA-1(password || what came before).
Result<SecretBytes> decipher_jks(BytesView protected_key, const PasswordKeys& password) {
    constexpr std::size_t digest_octets = 20;
    if (protected_key.size() <= 2 * digest_octets)
        return fail(ErrorCode::malformed_key_file, "a protected key is too short");
    const auto cipher = protected_key.subspan(digest_octets, protected_key.size() - 2 * digest_octets);
    SecretBytes key = SecretBytes::copy_of(cipher);
    SecretBytes stream = SecretBytes::copy_of(protected_key.first(digest_octets));
    for (std::size_t at = 0; at < key.size(); ++at) {
        if (at % digest_octets == 0) {
            QOLTANBA_TRY(stream, digest_of(EVP_sha1(), {password.utf16(), stream.view()}));
        }
        key.writable()[at] ^= stream.view()[at % digest_octets];
    }
    QOLTANBA_TRY(const SecretBytes check, digest_of(EVP_sha1(), {password.utf16(), key.view()}));
    if (!std::ranges::equal(check.view(), protected_key.last(digest_octets)))
        return fail(ErrorCode::wrong_password, "the digest of the key is another one");
    return key;
}

/// PBEWithMD5AndTripleDES: each half of the salt goes through MD5 with the password so many times; the two
/// results are key and IV.
Result<SecretBytes> derive_for_jceks(BytesView salt, std::int64_t iterations, PasswordKeys& password) {
    constexpr std::size_t half = 4;
    constexpr std::size_t digest_octets = 16;
    if (salt.size() != 2 * half) return fail(ErrorCode::malformed_key_file, "the salt has a wrong length");
    // Java takes such a salt through a permutation; one file in four thousand million has it.
    if (std::ranges::equal(salt.first(half), salt.last(half)))
        return fail(ErrorCode::unsupported_key_file, "a salt of two equal halves");
    QOLTANBA_CHECK(password.count(salt, iterations));
    SecretBytes derived(2 * digest_octets);
    for (std::size_t part = 0; part < 2; ++part) {
        SecretBytes chain = SecretBytes::copy_of(salt.subspan(part * half, half));
        for (std::int64_t i = 0; i < iterations; ++i) {
            QOLTANBA_TRY(chain, digest_of(EVP_md5(), {chain.view(), password.utf8()}));
        }
        std::ranges::copy(chain.view(), derived.writable().subspan(part * digest_octets).begin());
    }
    return derived;
}

Result<SecretBytes> decipher_jceks(der::Reader parameters, BytesView ciphertext, PasswordKeys& password) {
    // PBEParameter ::= SEQUENCE { salt OCTET STRING, iterationCount INTEGER } (RFC 8018, appendix A.3)
    QOLTANBA_TRY(const BytesView salt, take_octets(parameters));
    QOLTANBA_TRY(const std::int64_t iterations, take_integer(parameters));
    QOLTANBA_CHECK(parameters.finish());
    // Java makes such a key of ASCII passwords alone.
    if (std::ranges::any_of(password.utf8(), [](std::uint8_t octet) { return octet >= 0x80; }))
        return fail(ErrorCode::wrong_password, "the password is not ASCII");
    constexpr std::size_t key_octets = 24;
    QOLTANBA_TRY(const SecretBytes derived, derive_for_jceks(salt, iterations, password));
    return decipher_triple_des(SecretBytes::copy_of(derived.view().first(key_octets)),
                               derived.view().subspan(key_octets), ciphertext);
}

}  // namespace

Result<SecretBytes> decipher_java_key(BytesView encrypted_private_key_info, PasswordKeys& password) {
    QOLTANBA_TRY(const der::Element all, der::read_single(encrypted_private_key_info, der::Tag::sequence));
    auto info = der::Reader::inside(all);
    QOLTANBA_TRY(der::Reader algorithm, info.enter(der::Tag::sequence));
    QOLTANBA_TRY(const BytesView data, take_octets(info));
    QOLTANBA_CHECK(info.finish());
    QOLTANBA_TRY(const std::string oid, take_oid(algorithm));
    if (oid == jks_oid) return decipher_jks(data, password);
    if (oid != jceks_oid) return fail(ErrorCode::unsupported_key_file, "unknown algorithm " + oid);
    QOLTANBA_TRY(const der::Reader parameters, algorithm.enter(der::Tag::sequence));
    return decipher_jceks(parameters, data, password);
}

}  // namespace qoltanba::tokens
