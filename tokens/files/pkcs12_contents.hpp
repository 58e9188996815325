// The bags of a PKCS#12 file (RFC 7292, 4): private keys and certificates, as they are found.
#pragma once

#include "tokens/files/found_keys.hpp"
#include "tokens/files/password_keys.hpp"

namespace qoltanba::tokens {

/// Reads all parts it can; one that cannot be read does not hide the others. `authenticated_safe` may be BER.
/// Bounds: 64 bags, nesting 4. Errors, here and in `failure`: wrong_password (a part does not decipher to a
/// structure), unsupported_key_file, malformed_key_file.
Result<FoundKeys> read_pkcs12_contents(BytesView authenticated_safe, PasswordKeys& password);

}  // namespace qoltanba::tokens
