#include "crypto/signatures/xml_signature_value.hpp"

#include "crypto/der/values.hpp"
#include "crypto/der/writer.hpp"

namespace qoltanba::crypto {
namespace {

/// Octets of one half; 0 for families that are not ECDSA.
std::size_t half_of(KeyFamily family) {
    switch (family) {
        case KeyFamily::ecdsa_p256:
            return 32;
        case KeyFamily::ecdsa_p384:
            return 48;
        default:
            return 0;
    }
}

Result<Bytes> next_half(der::Reader& reader, std::size_t size) {
    QOLTANBA_TRY(const auto element, reader.expect(der::Tag::integer));
    QOLTANBA_TRY(Bytes half, der::unsigned_integer(element));
    if (half.size() > size)
        return fail(ErrorCode::malformed_der, "an ECDSA integer longer than its curve's order");
    half.insert(half.begin(), size - half.size(), 0);
    return half;
}

}  // namespace

Result<Bytes> to_xml_signature(KeyFamily family, Bytes value) {
    const auto half = half_of(family);
    if (half == 0) return value;
    QOLTANBA_TRY(const auto sequence, der::read_single(value, der::Tag::sequence));
    auto reader = der::Reader::inside(sequence);
    QOLTANBA_TRY(Bytes halves, next_half(reader, half));
    QOLTANBA_TRY(const Bytes s, next_half(reader, half));
    QOLTANBA_CHECK(reader.finish());
    append(halves, s);
    return halves;
}

Result<Bytes> from_xml_signature(KeyFamily family, Bytes value) {
    const auto half = half_of(family);
    if (half == 0) return value;
    if (value.size() != 2 * half)
        return fail(ErrorCode::malformed_signature, "an ECDSA signature of a wrong length");
    const BytesView halves(value);
    return der::sequence(
        {der::unsigned_integer(halves.first(half)), der::unsigned_integer(halves.last(half))});
}

}  // namespace qoltanba::crypto
