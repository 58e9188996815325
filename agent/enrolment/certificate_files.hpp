// The certificates in a file, as authorities send them.
#pragma once

#include "crypto/certificates/certificate.hpp"

#include <vector>

namespace qoltanba::agent {

/// One certificate in DER or base64, or any number in PEM, at most 16, in any order. Errors:
/// malformed_certificate.
Result<std::vector<crypto::Certificate>> certificates_in(BytesView content);

}  // namespace qoltanba::agent
