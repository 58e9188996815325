// Writes PKCS#12 key files (RFC 7292): one private key and its certificate.
#pragma once

#include "crypto/base/secret_bytes.hpp"
#include "crypto/certificates/certificate.hpp"

#include <optional>
#include <string_view>

namespace qoltanba::tokens {

enum class KeyFileLayout {
    /// PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256, HMAC-SHA-256 over all, DER throughout; what OpenSSL 3,
    /// Java, NSS and Windows 10 read and write.
    modern,
    /// As the national CA writes its files, for programs that open nothing else: an AuthenticatedSafe of
    /// indefinite length, the key under 3DES, the certificate under RC2-40, HMAC-SHA-1, 1024 iterations. A
    /// password of six characters is found soon by whoever has such a file.
    national,
};

/// "modern" and "national", and back.
std::string_view name_of(KeyFileLayout layout);
std::optional<KeyFileLayout> key_file_layout(std::string_view name);

/// The octets of the file. Key and certificate have the key identifier as localKeyID and, in hex, as
/// friendlyName. `pkcs8` is DER PrivateKeyInfo. Whether key and certificate belong together is the caller's
/// to prove. Errors: wrong_password for a password that is not UTF-8, malformed_der, internal.
Result<Bytes> write_pkcs12(const SecretBytes& pkcs8, const crypto::Certificate& certificate,
                           const SecretBytes& password, KeyFileLayout layout);

}  // namespace qoltanba::tokens
