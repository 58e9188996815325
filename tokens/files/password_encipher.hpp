// Enciphers with a password what goes into a new key file: as files of today do, and as the national CA does
// for its own.
#pragma once

#include "crypto/base/bytes.hpp"
#include "tokens/files/password_keys.hpp"

namespace qoltanba::tokens {

/// Iterations of a new key file wherever its password is stretched: the certificate, the key and the MAC each
/// let a password be tried, so none has fewer than the others. It is the number that OWASP's Password Storage
/// Cheat Sheet has had for PBKDF2 with HMAC-SHA-256 since 2023; all three together take part of a second.
inline constexpr std::int64_t iterations_of_today = 600'000;
/// Those of the national CA's files.
inline constexpr std::int64_t iterations_of_national_files = 1024;

struct Enciphered {
    Bytes algorithm;  ///< the whole AlgorithmIdentifier with which it deciphers
    Bytes ciphertext;
};

/// PBES2 with PBKDF2 (HMAC-SHA-256) and AES-256-CBC (RFC 8018, 6.2). Error, for each: internal.
Result<Enciphered> encipher_pbes2(BytesView plain, PasswordKeys& password);
/// pbeWithSHAAnd3-KeyTripleDES-CBC (RFC 7292, appendix C).
Result<Enciphered> encipher_triple_des(BytesView plain, PasswordKeys& password);
/// pbeWithSHAAnd40BitRC2-CBC (RFC 7292, appendix C): hides nothing from anybody who tries. Certificates only.
Result<Enciphered> encipher_rc2_40(BytesView plain, PasswordKeys& password);

}  // namespace qoltanba::tokens
