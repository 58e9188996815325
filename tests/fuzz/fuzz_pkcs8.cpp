// Private keys from whatever comes; a key that is taken signs, or says why not, and is written and read
// again.
#include "crypto/algorithms/keys.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    const auto key = crypto::PrivateKey::from_pkcs8(SecretBytes::copy_of(BytesView(data, size)));
    if (!key) return 0;
    const auto own = key->public_key();
    const auto pkcs8 = key->to_pkcs8();
    if (own.has_value() != pkcs8.has_value()) __builtin_trap();
    if (!own) return 0;
    const auto again = crypto::PrivateKey::from_pkcs8(*pkcs8);
    if (!again || *again->public_key() != *own) __builtin_trap();
    const auto algorithm = crypto::suite_of(key->family()).digest;
    const auto digest = crypto::digest_of(algorithm, {});
    const auto signature = key->sign(algorithm, digest, {.allow_gost_2004 = true});
    if (signature && !own->verify(algorithm, digest, *signature)) __builtin_trap();
    return 0;
}
