#include "crypto/algorithms/gost_form.hpp"

#include "crypto/der/reader.hpp"
#include "crypto/der/writer.hpp"

#include <algorithm>

namespace qoltanba::crypto {
namespace {

Bytes algorithm_identifier(KeyFamily family, std::string_view curve, std::string_view digest) {
    return der::sequence({der::object_identifier(suite_of(family).key_oid),
                          der::sequence({der::object_identifier(curve), der::object_identifier(digest)})});
}

}  // namespace

const Bytes& gost_algorithm_identifier(KeyFamily family) {
    static const Bytes gost_2015_512 =
        algorithm_identifier(KeyFamily::gost_2015_512, "1.2.398.3.10.1.1.2.2.1", "1.2.398.3.10.1.3.3");
    static const Bytes gost_2015_256 =
        algorithm_identifier(KeyFamily::gost_2015_256, "1.2.398.3.10.1.1.2.1.1", "1.2.398.3.10.1.3.2");
    // The digest parameter names the S-box too, so it is longer than the OID of GOST 34.311-95 itself.
    static const Bytes gost_2004 =
        algorithm_identifier(KeyFamily::gost_2004, "1.2.398.3.10.1.1.1.1.1", "1.2.398.3.10.1.3.1.1.0");
    if (family == KeyFamily::gost_2015_512) return gost_2015_512;
    return family == KeyFamily::gost_2015_256 ? gost_2015_256 : gost_2004;
}

Result<GostCoordinates> read_gost_coordinates(KeyFamily family, std::size_t size,
                                              const PublicKeyInformation& information) {
    if (!std::ranges::equal(information.algorithm.whole, gost_algorithm_identifier(family))) {
        return fail(ErrorCode::unsupported_key, "a GOST key with unknown curve or digest parameters");
    }
    QOLTANBA_TRY(const auto point, der::read_single(information.key, der::Tag::octet_string));
    if (point.content.size() != 2 * size)
        return fail(ErrorCode::malformed_der, "a GOST point of the wrong length");
    return GostCoordinates{.x = point.content.first(size), .y = point.content.last(size)};
}

Bytes write_gost_public_key(KeyFamily family, BytesView coordinates) {
    return write_public_key_information(gost_algorithm_identifier(family), der::octet_string(coordinates));
}

Bytes reversed(BytesView octets) {
    return {octets.rbegin(), octets.rend()};
}

}  // namespace qoltanba::crypto
