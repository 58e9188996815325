// Where a certificate says that its status and its issuer can be asked for (RFC 5280, 4.2.1.13, 4.2.1.15,
// 4.2.2.1). Of this folder alone.
#pragma once

#include "crypto/base/bytes.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::crypto {

struct Addresses {
    std::vector<std::string> ocsp;
    std::vector<std::string> issuers;     ///< caIssuers
    std::vector<std::string> crls;        ///< of complete lists
    std::vector<std::string> delta_crls;  ///< freshestCRL
};

/// Adds what an extension of this type names: http and https URLs of at most 500 octets, each once, at most 8
/// of a kind. What is something else or cannot be read names nobody: the extension is advice, and a
/// certificate that advises badly is as good as one that gives none.
void note_addresses(Addresses& addresses, std::string_view oid, BytesView value);

}  // namespace qoltanba::crypto
