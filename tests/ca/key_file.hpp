// Writes PKCS#12 key files octet for octet in the layout of the national CA (kz-crypto facts, 5.1): an
// AuthenticatedSafe of indefinite length, the key under 3DES, the certificate under RC2-40, HMAC-SHA-1 over
// all, 1024 iterations everywhere, the SKI as localKeyID and, in hex, as friendlyName.
#pragma once

#include "ca/authority.hpp"

#include <string>
#include <string_view>

namespace qoltanba::test {

/// `password` is UTF-8. Throws on failure.
Bytes key_file_of(const Issued& issued, std::string_view password);

/// "AUTH_RSA256_<ski>.p12", "RSA256_<ski>.p12" or "GOST512_<ski>.p12".
std::string key_file_name(const crypto::Certificate& certificate, Usage usage);

}  // namespace qoltanba::test
