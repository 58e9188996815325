#include "tokens/files/password_keys.hpp"

#include <openssl/evp.h>
#include <openssl/pkcs12.h>

#include <array>
#include <bit>

namespace qoltanba::tokens {
namespace {

struct NamedDigest {
    std::string_view digest_oid, hmac_oid;
    Md (*md)();
};

constexpr std::array named_digests{
    NamedDigest{"1.3.14.3.2.26", "1.2.840.113549.2.7", EVP_sha1},
    NamedDigest{"2.16.840.1.101.3.4.2.4", "1.2.840.113549.2.8", EVP_sha224},
    NamedDigest{"2.16.840.1.101.3.4.2.1", "1.2.840.113549.2.9", EVP_sha256},
    NamedDigest{"2.16.840.1.101.3.4.2.2", "1.2.840.113549.2.10", EVP_sha384},
    NamedDigest{"2.16.840.1.101.3.4.2.3", "1.2.840.113549.2.11", EVP_sha512},
};

/// One code point of UTF-8 (RFC 3629), taken off the front; nothing if there is none.
std::optional<char32_t> take_code_point(BytesView& utf8) {
    const unsigned lead = utf8.front();
    const auto ones = static_cast<std::size_t>(std::countl_one(utf8.front()));
    if (ones == 1 || ones > 4 || utf8.size() < ones) return std::nullopt;
    char32_t point = ones == 0 ? lead : lead & (0x7FU >> ones);
    for (std::size_t i = 1; i < ones; ++i) {
        if ((utf8[i] & 0xC0U) != 0x80U) return std::nullopt;
        point = (point << 6U) | (utf8[i] & 0x3FU);
    }
    constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
    if (point < smallest[ones] || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
        return std::nullopt;
    utf8 = utf8.subspan(ones == 0 ? 1 : ones);
    return point;
}

/// RFC 7292, appendix B.1: big-endian UTF-16, two zero octets at the end.
Result<SecretBytes> bmp_of(BytesView utf8) {
    SecretBytes wide(2 * utf8.size() + 2);  // no code point takes more octets here than twice its UTF-8
    std::size_t at = 0;
    const auto put = [&](char32_t unit) {
        wide.writable()[at++] = static_cast<std::uint8_t>(unit >> 8U);
        wide.writable()[at++] = static_cast<std::uint8_t>(unit & 0xFFU);
    };
    while (!utf8.empty()) {
        const auto point = take_code_point(utf8);
        if (!point) return fail(ErrorCode::wrong_password, "the password is not UTF-8");
        if (*point < 0x10000) {
            put(*point);
        } else {
            put(0xD800 + ((*point - 0x10000) >> 10U));
            put(0xDC00 + ((*point - 0x10000) & 0x3FFU));
        }
    }
    put(0);
    return SecretBytes::copy_of(wide.view().first(at));
}

/// OpenSSL's C interfaces take what they only read through pointers to what they might write.
unsigned char* mutable_octets(BytesView octets) {
    return const_cast<unsigned char*>(octets.data());
}

}  // namespace

Md digest_by_oid(std::string_view oid) {
    for (const auto& named : named_digests)
        if (named.digest_oid == oid) return named.md();
    return nullptr;
}

Md hmac_digest_by_oid(std::string_view oid) {
    for (const auto& named : named_digests)
        if (named.hmac_oid == oid) return named.md();
    return nullptr;
}

Result<std::vector<PasswordKeys>> PasswordKeys::forms_of(const SecretBytes& utf8) {
    QOLTANBA_TRY(SecretBytes bmp, bmp_of(utf8.view()));
    std::vector<PasswordKeys> forms;
    forms.push_back(PasswordKeys(utf8.duplicate(), std::move(bmp)));
    if (utf8.empty()) forms.push_back(PasswordKeys(SecretBytes(), SecretBytes()));
    return forms;
}

Result<void> PasswordKeys::count(BytesView salt, std::int64_t iterations) {
    if (iterations < 1) return fail(ErrorCode::malformed_key_file, "less than one iteration");
    if (iterations > WorkBounds::iterations_at_once || iterations > iterations_left_)
        return fail(ErrorCode::unsupported_key_file, "more iterations than a key file may ask for");
    if (salt.size() > WorkBounds::salt_octets)
        return fail(ErrorCode::unsupported_key_file, "a salt longer than a key file may have");
    iterations_left_ -= iterations;
    return {};
}

Result<SecretBytes> PasswordKeys::pkcs12(Md digest, DerivedFor purpose, BytesView salt,
                                         std::int64_t iterations, std::size_t size) {
    QOLTANBA_CHECK(count(salt, iterations));
    SecretBytes out(size);
    if (PKCS12_key_gen_uni(mutable_octets(bmp_.view()), static_cast<int>(bmp_.size()), mutable_octets(salt),
                           static_cast<int>(salt.size()), static_cast<int>(purpose),
                           static_cast<int>(iterations), static_cast<int>(size), out.writable().data(),
                           digest) != 1)
        return fail(ErrorCode::internal, "PKCS12_key_gen_uni");
    return out;
}

Result<SecretBytes> PasswordKeys::pbkdf2(Md digest, BytesView salt, std::int64_t iterations,
                                         std::size_t size) {
    QOLTANBA_CHECK(count(salt, iterations));
    SecretBytes out(size);
    const std::string_view password = text_of(utf8_.view());
    if (PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), salt.data(),
                          static_cast<int>(salt.size()), static_cast<int>(iterations), digest,
                          static_cast<int>(size), out.writable().data()) != 1)
        return fail(ErrorCode::internal, "PKCS5_PBKDF2_HMAC");
    return out;
}

}  // namespace qoltanba::tokens
