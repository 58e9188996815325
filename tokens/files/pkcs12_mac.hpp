// The password-based MAC over a PKCS#12 file (RFC 7292, 4 and appendix A; PBMAC1 of RFC 9579).
#pragma once

#include "crypto/der/reader.hpp"
#include "tokens/files/password_keys.hpp"

namespace qoltanba::tokens {

/// `mac_data` is the inside of MacData, `content` the octets of the AuthenticatedSafe as they stand in the
/// file. Errors: wrong_password if the MAC is another one, unsupported_key_file, malformed_der,
/// malformed_key_file.
Result<void> verify_mac(crypto::der::Reader mac_data, BytesView content, PasswordKeys& password);

}  // namespace qoltanba::tokens
