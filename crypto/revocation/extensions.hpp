// What CRLs and OCSP answers have in common: extensions (RFC 5280, 4.1) and the name of the signature's
// algorithm. Of this folder alone.
#pragma once

#include "crypto/der/reader.hpp"

#include <string>
#include <vector>

namespace qoltanba::crypto {

struct Extension {
    std::string oid;
    bool critical = false;
    BytesView value;  ///< the inside of extnValue
};

/// Extensions ::= SEQUENCE SIZE (1..MAX) OF Extension, none of them twice; at most 32. Error: malformed_der.
Result<std::vector<Extension>> read_extensions(const der::Element& sequence);

/// The OID of an AlgorithmIdentifier whose parameters are absent or NULL; none here has others. Error:
/// malformed_der.
Result<std::string> read_signature_algorithm(const der::Element& sequence);

}  // namespace qoltanba::crypto
