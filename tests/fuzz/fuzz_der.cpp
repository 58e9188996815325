// Every reader of ASN.1 values over whatever comes, as DER and as BER.
#include "crypto/der/values.hpp"

namespace {

using namespace qoltanba::crypto::der;

void read_values(const Element& element) {
    (void)oid_text(element);
    (void)small_integer(element);
    (void)unsigned_integer(element);
    (void)bit_string_octets(element);
    (void)named_bits(element);
    (void)implicit_octets(element);
    (void)time_value(element);
    (void)string_text(element);
}

void walk(Reader reader, unsigned depth) {
    while (!reader.at_end()) {
        const auto element = reader.next();
        if (!element) return;
        read_values(*element);
        if (depth < 8) walk(Reader::inside(*element), depth + 1);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const qoltanba::BytesView input(data, size);
    walk(Reader(input), 0);
    const auto der = ber_to_der(input);
    if (!der) return 0;
    walk(Reader(*der), 0);
    const auto again = ber_to_der(*der);
    if (!again || *again != *der) __builtin_trap();  // what is DER stays as it is
    return 0;
}
