// What a new key file is called and what its password must be, as the national CA has it.
#pragma once

#include "crypto/base/secret_bytes.hpp"
#include "crypto/certificates/holder.hpp"

#include <string>

namespace qoltanba::tokens {

/// The password rule of the national CA's key files (kz-crypto facts, 5.1): 6 to 32 characters, among them a
/// capital and a small Latin letter and a digit. Error: password_too_simple, also for what is not UTF-8.
Result<void> check_new_password(const SecretBytes& utf8);

/// "AUTH_RSA256_<ski>", "RSA256_<ski>", "GOST512_<ski>", "GOSTKNCA_<ski>" as the national CA calls its files;
/// ECDSA keys, which it has none of, "ECDSA256_<ski>" and "ECDSA384_<ski>".
std::string key_file_stem(crypto::KeyFamily family, crypto::KeyUse use, BytesView key_identifier);

/// The stem for this certificate's key and ".p12". Error: that of its public_key.
Result<std::string> key_file_name(const crypto::Certificate& certificate);

}  // namespace qoltanba::tokens
