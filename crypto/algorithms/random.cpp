#include "crypto/algorithms/random.hpp"

#include <openssl/rand.h>

namespace qoltanba::crypto {

Result<Bytes> random_octets(std::size_t count) {
    Bytes octets(count);
    if (RAND_bytes(octets.data(), static_cast<int>(octets.size())) != 1)
        return fail(ErrorCode::internal, "no random octets");
    return octets;
}

}  // namespace qoltanba::crypto
