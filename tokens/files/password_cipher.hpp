// Deciphers what a password protects in a PKCS#12 file. Writers met: the Kazakh CA (3DES and RC2-40 of
// RFC 7292, appendix C), OpenSSL and Java (the same, or PBES2 of RFC 8018, 6.2, with AES).
#pragma once

#include "crypto/der/reader.hpp"
#include "tokens/files/password_keys.hpp"

namespace qoltanba::tokens {

/// `algorithm` is the inside of an AlgorithmIdentifier. Errors: wrong_password when the padding (RFC 8018,
/// 6.1.1) does not come out, unsupported_key_file for an unknown algorithm, malformed_der,
/// malformed_key_file.
Result<SecretBytes> decipher(crypto::der::Reader algorithm, BytesView ciphertext, PasswordKeys& password);

/// Triple DES in CBC mode (SP 800-67; 24 octets of key, 8 of IV), the padding taken off. Errors:
/// wrong_password when the padding does not come out, malformed_key_file where the ciphertext is not whole
/// blocks.
Result<SecretBytes> decipher_triple_des(const SecretBytes& key, BytesView iv, BytesView ciphertext);

/// PBKDF2-params (RFC 8018, appendix A.2) read and applied; a keyLength in them must be `size`, where one is
/// given here. Errors as decipher.
Result<SecretBytes> derive_by_pbkdf2(crypto::der::Reader algorithm, std::optional<std::size_t> size,
                                     PasswordKeys& password);

}  // namespace qoltanba::tokens
