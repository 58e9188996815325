// Base64 and armour; what was decoded must survive being encoded and decoded again.
#include "crypto/base/base64.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    const auto text = text_of({data, size});
    (void)from_pem(text);
    const auto bytes = from_base64(text);
    if (!bytes) return 0;
    const auto again = from_base64(to_base64(*bytes));
    const auto by_lines = from_base64(to_base64_lines(*bytes));
    const auto armoured = from_pem(to_pem("X", *bytes));
    if (!again || !by_lines || !armoured) __builtin_trap();
    if (*again != *bytes || *by_lines != *bytes || *armoured != *bytes) __builtin_trap();
    return 0;
}
