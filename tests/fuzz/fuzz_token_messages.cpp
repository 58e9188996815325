// What a module's process says, read by the agent: each kind of answer, and a request as the process reads
// it.
#include "tokens/devices/pkcs11/messages.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba::tokens;
    const qoltanba::BytesView octets(data, size);
    // What is read is written as it was, and read as the same.
    if (const auto tokens = read_tokens(octets); tokens.has_value())
        if (*read_tokens(write_answer(*tokens)) != *tokens) std::abort();
    if (const auto opened = read_opened(octets); opened.has_value())
        if (read_opened(write_answer(*opened))->keys != opened->keys) std::abort();
    if (const auto made = read_made_key(octets); made.has_value())
        if (*read_made_key(write_answer(*made)) != *made) std::abort();
    if (const auto keys = read_public_keys(octets); keys.has_value())
        if (*read_public_keys(write_answer(*keys)) != *keys) std::abort();
    (void)read_certificates(octets);
    (void)read_signature(octets);
    (void)read_change(octets);
    (void)read_success(octets);
    if (check_greeting(octets).has_value() && octets.size() != write_greeting().size()) std::abort();
    if (const auto request = read_request(octets); request.has_value())
        if (!read_request(write_request(*request).view()).has_value()) std::abort();
    return 0;
}
