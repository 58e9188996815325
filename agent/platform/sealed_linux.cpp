#include "agent/platform/sealed.hpp"

namespace qoltanba::agent {

Result<SecretBytes> seal(BytesView secret) {
    return SecretBytes::copy_of(secret);
}

Result<SecretBytes> unseal(BytesView sealed) {
    return SecretBytes::copy_of(sealed);
}

}  // namespace qoltanba::agent
