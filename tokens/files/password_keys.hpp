// What PKCS#12 files derive from a password: the key derivation of RFC 7292, appendix B.2, and PBKDF2 of
// RFC 8018, 5.2. A file says how much work that is, so the work is counted and bounded.
#pragma once

#include "crypto/base/result.hpp"
#include "crypto/base/secret_bytes.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

struct evp_md_st;

namespace qoltanba::tokens {

/// A digest as key files name it; the pointer is OpenSSL's own, of static life.
using Md = const evp_md_st*;

/// SHA-1 and SHA-2 by the OID of the digest, or of its HMAC (RFC 8018, appendix B.1); null if unknown.
Md digest_by_oid(std::string_view oid);
Md hmac_digest_by_oid(std::string_view oid);

/// RFC 7292, appendix B.3.
enum class DerivedFor : int { cipher_key = 1, cipher_iv = 2, mac_key = 3 };

/// Limits on what one file may ask for.
struct WorkBounds {
    static constexpr std::int64_t iterations_at_once = 1'000'000;
    static constexpr std::int64_t iterations_in_all = 4'000'000;
    static constexpr std::size_t salt_octets = 1024;
};

class PasswordKeys {
  public:
    /// The password in each form that writers give it: one, but two for the empty password, which some write
    /// as the lone terminator and some as nothing. Error: wrong_password for octets that are not UTF-8.
    static Result<std::vector<PasswordKeys>> forms_of(const SecretBytes& utf8);

    /// Errors: malformed_key_file for an impossible number of iterations, unsupported_key_file beyond the
    /// bounds.
    Result<SecretBytes> pkcs12(Md digest, DerivedFor purpose, BytesView salt, std::int64_t iterations,
                               std::size_t size);
    Result<SecretBytes> pbkdf2(Md digest, BytesView salt, std::int64_t iterations, std::size_t size);

    /// What writers derive keys from in ways of their own: big-endian UTF-16 without a terminator, and UTF-8.
    [[nodiscard]] BytesView utf16() const {
        return bmp_.empty() ? BytesView() : bmp_.view().first(bmp_.size() - 2);
    }
    [[nodiscard]] BytesView utf8() const { return utf8_.view(); }
    /// Whether so much work is still allowed, which it then counts as done. Errors: as pkcs12.
    Result<void> count(BytesView salt, std::int64_t iterations);

  private:
    PasswordKeys(SecretBytes utf8, SecretBytes bmp) : utf8_(std::move(utf8)), bmp_(std::move(bmp)) {}

    SecretBytes utf8_;  ///< for PBKDF2 (RFC 8018, 3; RFC 9579, 5)
    SecretBytes bmp_;   ///< BMPString with its terminator (RFC 7292, appendix B.1)
    std::int64_t iterations_left_ = WorkBounds::iterations_in_all;
};

}  // namespace qoltanba::tokens
