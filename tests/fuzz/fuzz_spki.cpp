// Public keys from whatever comes; a key that is taken judges a signature cut from the same octets.
#include "crypto/algorithms/keys.hpp"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    const BytesView input(data, size);
    const auto key = crypto::PublicKey::from_spki(input);
    if (!key) return 0;
    const auto again = crypto::PublicKey::from_spki(key->spki());
    if (!again || *again != *key) __builtin_trap();
    const auto algorithm = crypto::suite_of(key->family()).digest;
    const auto digest = crypto::digest_of(algorithm, input);
    const auto length = std::min(size, key->signature_size());
    if (key->verify(algorithm, digest, input.last(length))) __builtin_trap();
    (void)key->verify(algorithm, digest, input);
    return 0;
}
