// Key files: structure, ciphers and bags, opened with the password of the seeds. An input may ask for as many
// iterations of key derivation as any key file may (tokens/files/password_keys.hpp), so single inputs can
// take a second; -timeout=30 tells a hang from that.
#include "tokens/files/pkcs12.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    const auto password = SecretBytes::copy_of("Qwerty12");
    const auto keys = tokens::open_pkcs12({data, size}, password, {});
    // What opens is a key file, has a key, and every key its certificate.
    if (keys.has_value() && (!tokens::is_pkcs12({data, size}) || keys->empty())) std::abort();
    return 0;
}
