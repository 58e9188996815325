// The bags of a PKCS#12 file (RFC 7292, 4): private keys and certificates, as they are found.
#pragma once

#include "tokens/files/password_keys.hpp"

#include <optional>
#include <string>
#include <vector>

namespace qoltanba::tokens {

/// The attributes by which keys and certificates of one file find each other (RFC 7292, 4.2).
struct BagLabels {
    std::string friendly_name;  ///< UTF-8; empty if absent
    Bytes local_key_id;         ///< empty if absent
};

struct FoundKey {
    SecretBytes pkcs8;  ///< DER PrivateKeyInfo
    BagLabels labels;
};

struct FoundCertificate {
    Bytes der;
    BagLabels labels;
};

struct Pkcs12Contents {
    std::vector<FoundKey> keys;
    std::vector<FoundCertificate> certificates;
    std::size_t deciphered = 0;    ///< parts that the password opened
    std::optional<Error> failure;  ///< why the first part that could not be read was left out
};

/// Reads all parts it can; one that cannot be read does not hide the others. `authenticated_safe` may be BER.
/// Bounds: 64 bags, nesting 4. Errors, here and in `failure`: wrong_password (a part does not decipher to a
/// structure), unsupported_key_file, malformed_key_file.
Result<Pkcs12Contents> read_pkcs12_contents(BytesView authenticated_safe, PasswordKeys& password);

/// malformed_der becomes malformed_key_file with that cause; other errors stay as they are.
Error as_key_file_error(Error error);

}  // namespace qoltanba::tokens
