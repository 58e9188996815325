// PKCS#12 key files (RFC 7292): as the Kazakh CA writes them (BER inside, pbeWithSHAAnd3-KeyTripleDES-CBC key
// bag, pbeWithSHAAnd40BitRC2-CBC certificate bag, SHA-1 MAC) and modern ones (PBES2 of RFC 8018 with AES-CBC,
// PBKDF2 with HMAC-SHA-1/-256/-384/-512; SHA-2 MACs).
#pragma once

#include "tokens/files/found_keys.hpp"

#include <vector>

namespace qoltanba::tokens {

/// Opens every private key that has a certificate in the file and proves that they match. The password is
/// UTF-8. One key that does not open hides no other; if none opens, the error is that of the first.
/// Bounds: 1 MiB of file, 1,000,000 iterations at once and 4,000,000 in all, 64 bags, nesting 4.
/// Errors: as Token::unlock, none of the file system. wrong_password is said only where nothing in the file
/// speaks for the password: a file that it opens in part is malformed_key_file.
Result<std::vector<OpenedKey>> open_pkcs12(BytesView file, const SecretBytes& password,
                                           const crypto::SigningPolicy& policy);

/// What is in the file, without asking whether keys and certificates belong together. Bounds and errors as
/// above.
Result<FoundKeys> find_in_pkcs12(BytesView file, const SecretBytes& password);

/// Whether these bytes look like a PKCS#12 file (the outer structure alone); needs no password.
bool is_pkcs12(BytesView file);

}  // namespace qoltanba::tokens
