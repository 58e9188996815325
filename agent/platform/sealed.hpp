// Secrets as they are kept in files. Linux has nothing for it that is there without a password of its own:
// the file's mode protects them. Windows (DPAPI) ties them to the user's logon, so that a copied profile or a
// removed disk gives nothing away.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"
#include "crypto/base/secret_bytes.hpp"

namespace qoltanba::agent {

/// What to write for the secret; on Windows armoured text (RFC 7468). Error: input_output_failure.
Result<SecretBytes> seal(BytesView secret);

/// The secret of what seal() gave to this user on this computer. Errors: input_output_failure for another
/// user's; malformed_base64.
Result<SecretBytes> unseal(BytesView sealed);

}  // namespace qoltanba::agent
