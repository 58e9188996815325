// The password-based MAC over a PKCS#12 file (RFC 7292, 4 and appendix A; PBMAC1 of RFC 9579), judged and
// made.
#pragma once

#include "crypto/der/reader.hpp"
#include "tokens/files/password_keys.hpp"

namespace qoltanba::tokens {

/// `mac_data` is the inside of MacData, `content` the octets of the AuthenticatedSafe as they stand in the
/// file. Errors: wrong_password if the MAC is another one, unsupported_key_file, malformed_der,
/// malformed_key_file.
Result<void> verify_mac(crypto::der::Reader mac_data, BytesView content, PasswordKeys& password);

/// How a new MAC is made: by the key derivation of RFC 7292, appendix B, which every reader knows.
struct MacStyle {
    std::string_view digest_oid;  ///< one that digest_by_oid knows
    std::size_t salt_octets;
    std::int64_t iterations;
};

/// The whole MacData. Error: internal.
Result<Bytes> write_mac(BytesView content, const MacStyle& style, PasswordKeys& password);

}  // namespace qoltanba::tokens
