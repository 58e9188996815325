// How Java's key stores protect a private key, each in a way of its own: EncryptedPrivateKeyInfo (RFC 5958,
// 3) under algorithms that only they use. Source of the facts: the JDK, sun.security.provider.KeyProtector
// for JKS and com.sun.crypto.provider.KeyProtector with PBES1Core for JCEKS.
#pragma once

#include "tokens/files/password_keys.hpp"

namespace qoltanba::tokens {

/// The PrivateKeyInfo inside. Errors: wrong_password, unsupported_key_file (another algorithm, or too much
/// work), malformed_der, malformed_key_file.
Result<SecretBytes> decipher_java_key(BytesView encrypted_private_key_info, PasswordKeys& password);

}  // namespace qoltanba::tokens
