// Java's own key stores, JKS and JCEKS. Source of the facts: the JDK, sun.security.provider.JavaKeyStore and
// com.sun.crypto.provider.JceKeyStore. (Java writes PKCS#12 under the same file names since version 9; such a
// file is PKCS#12.)
#pragma once

#include "tokens/token.hpp"

#include <vector>

namespace qoltanba::tokens {

/// Opens every private key that the password opens and that matches a certificate beside it. Bounds: 1 MiB of
/// file, 64 entries, the iterations of WorkBounds. Errors: as open_pkcs12; unsupported_key_file also for a
/// JCEKS whose secret keys, which say nothing of their length, stand before all others.
Result<std::vector<OpenedKey>> open_java_key_store(BytesView file, const SecretBytes& password,
                                                   const crypto::SigningPolicy& policy);

/// Whether these bytes begin as such a file does; needs no password.
bool is_java_key_store(BytesView file);

}  // namespace qoltanba::tokens
