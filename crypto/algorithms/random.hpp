// Random octets that may be seen by everybody: nonces of requests.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

namespace qoltanba::crypto {

/// Error: internal, where the system gives none.
Result<Bytes> random_octets(std::size_t count);

}  // namespace qoltanba::crypto
