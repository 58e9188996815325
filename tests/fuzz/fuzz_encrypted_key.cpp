// A private key by itself under a password; the seeds' password is Qwerty12.
#include "crypto/algorithms/keys.hpp"
#include "tokens/files/encrypted_key.hpp"

#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    const auto key = tokens::read_encrypted_key({data, size}, SecretBytes::copy_of("Qwerty12"));
    if (key.has_value()) (void)crypto::PrivateKey::from_pkcs8(*key);
    return 0;
}
