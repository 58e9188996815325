#include "crypto/algorithms/key_information.hpp"

#include "crypto/der/values.hpp"
#include "crypto/der/writer.hpp"

namespace qoltanba::crypto {
namespace {

using der::Reader;
using der::Tag;

Result<AlgorithmIdentifier> read_algorithm(Reader& from) {
    QOLTANBA_TRY(const auto sequence, from.expect(Tag::sequence));
    auto inside = Reader::inside(sequence);
    QOLTANBA_TRY(const auto oid, inside.expect(Tag::object_identifier));
    AlgorithmIdentifier algorithm;
    QOLTANBA_TRY(algorithm.oid, der::oid_text(oid));
    if (!inside.at_end()) {
        QOLTANBA_TRY(const auto parameters, inside.next());
        algorithm.parameters = parameters.whole;
    }
    QOLTANBA_CHECK(inside.finish());
    algorithm.whole = sequence.whole;
    return algorithm;
}

}  // namespace

Result<PublicKeyInformation> read_public_key_information(BytesView der) {
    QOLTANBA_TRY(const auto sequence, der::read_single(der, Tag::sequence));
    auto inside = Reader::inside(sequence);
    PublicKeyInformation information;
    information.whole = sequence.whole;
    QOLTANBA_TRY(information.algorithm, read_algorithm(inside));
    QOLTANBA_TRY(const auto key, inside.expect(Tag::bit_string));
    QOLTANBA_TRY(information.key, der::bit_string_octets(key));
    QOLTANBA_CHECK(inside.finish());
    return information;
}

Result<PrivateKeyInformation> read_private_key_information(BytesView der) {
    QOLTANBA_TRY(const auto sequence, der::read_single(der, Tag::sequence));
    auto inside = Reader::inside(sequence);
    QOLTANBA_TRY(const auto version_element, inside.expect(Tag::integer));
    QOLTANBA_TRY(const auto version, der::small_integer(version_element));
    if (version != 0 && version != 1)
        return fail(ErrorCode::malformed_der, "a PKCS#8 version that does not exist");
    PrivateKeyInformation information;
    QOLTANBA_TRY(information.algorithm, read_algorithm(inside));
    QOLTANBA_TRY(const auto key, inside.expect(Tag::octet_string));
    information.key = key.content;
    QOLTANBA_CHECK(inside.optional(der::context(0)));            // attributes
    QOLTANBA_CHECK(inside.optional(der::context_primitive(1)));  // publicKey
    QOLTANBA_CHECK(inside.finish());
    return information;
}

Bytes write_public_key_information(BytesView algorithm, BytesView key) {
    return der::sequence({algorithm, der::bit_string(key)});
}

SecretBytes write_private_key_information(BytesView algorithm, BytesView key) {
    const auto octets = der::secret_element(Tag::octet_string, {key});
    return der::secret_element(Tag::sequence, {der::integer(0), algorithm, octets.view()});
}

}  // namespace qoltanba::crypto
