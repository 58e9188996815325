// Java's key stores: structure, ciphers and entries, opened with the password of the seeds. An input may ask
// for as many iterations as any key file may (tokens/files/password_keys.hpp), so single inputs can take a
// second.
#include "tokens/files/java_key_store.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    const auto password = SecretBytes::copy_of("Secret-1");
    const auto keys = tokens::open_java_key_store({data, size}, password, {});
    // What opens is a key store, has a key, and every key its certificate.
    if (keys.has_value() && (!tokens::is_java_key_store({data, size}) || keys->empty())) std::abort();
    return 0;
}
