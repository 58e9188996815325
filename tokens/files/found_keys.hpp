// Private keys and certificates as they are found in a key file, and how they find each other.
#pragma once

#include "tokens/token.hpp"

#include <optional>
#include <string>
#include <vector>

namespace qoltanba::tokens {

/// The attributes by which keys and certificates of one file find each other (RFC 7292, 4.2).
struct KeyLabels {
    std::string friendly_name;  ///< UTF-8; empty if absent
    Bytes local_key_id;         ///< empty if absent
};

struct FoundKey {
    SecretBytes pkcs8;  ///< DER PrivateKeyInfo
    KeyLabels labels;
};

struct FoundCertificate {
    Bytes der;
    KeyLabels labels;
};

struct FoundKeys {
    std::vector<FoundKey> keys;
    std::vector<FoundCertificate> certificates;
    std::size_t deciphered = 0;    ///< parts that the password opened
    std::optional<Error> failure;  ///< why the first part that could not be read was left out
};

/// The keys that have a certificate among those found and are proven to match it; if none has, why the first
/// one has not. Errors: as Token::unlock, none of the file system.
Result<std::vector<OpenedKey>> open_found_keys(const FoundKeys& found, const crypto::SigningPolicy& policy);

/// malformed_der becomes malformed_key_file with that cause; other errors stay as they are.
Error as_key_file_error(Error error);

}  // namespace qoltanba::tokens
