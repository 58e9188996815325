// A private key by itself under a password: EncryptedPrivateKeyInfo (RFC 5958, 3), where there is no
// certificate yet that a PKCS#12 file would hold beside it.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret_bytes.hpp"

namespace qoltanba::tokens {

/// DER, under PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256. `pkcs8` is DER PrivateKeyInfo, the password
/// UTF-8. Errors: wrong_password for a password that is not UTF-8, internal.
Result<Bytes> write_encrypted_key(const SecretBytes& pkcs8, const SecretBytes& password);

/// The PrivateKeyInfo. Takes the algorithms and bounds of key files, at most 64 KiB. Errors: wrong_password,
/// malformed_key_file, unsupported_key_file.
Result<SecretBytes> read_encrypted_key(BytesView der, const SecretBytes& password);

}  // namespace qoltanba::tokens
