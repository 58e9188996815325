#include "crypto/levels/hash_index.hpp"

#include "crypto/der/writer.hpp"
#include "crypto/levels/signer_attributes.hpp"

#include <algorithm>
#include <set>

namespace qoltanba::crypto::levels {
namespace {

// Bounds against hostile input: what the sets that are listed may have themselves.
constexpr std::size_t most_hashes = 4096;

Error malformed(const Error& cause) {
    return because(ErrorCode::malformed_signature, "ats-hash-index-v3", cause);
}

Bytes sequence_of(const std::vector<Bytes>& digests) {
    std::vector<Bytes> elements;
    for (const auto& digest : digests) elements.push_back(der::octet_string(digest));
    return der::sequence(elements);
}

Result<std::vector<Bytes>> read_sequence(der::Reader& outer) {
    QOLTANBA_TRY(auto reader, outer.enter(der::Tag::sequence));
    std::vector<Bytes> digests;
    while (!reader.at_end()) {
        if (digests.size() == most_hashes) return fail(ErrorCode::malformed_der, "too many hashes");
        QOLTANBA_TRY(const auto digest, reader.expect(der::Tag::octet_string));
        digests.push_back(copy_of(digest.content));
    }
    return digests;
}

Result<HashIndex> read(BytesView der) {
    QOLTANBA_TRY(const auto sequence, der::read_single(der, der::Tag::sequence));
    auto reader = der::Reader::inside(sequence);
    QOLTANBA_TRY(const auto element, reader.expect(der::Tag::sequence));
    QOLTANBA_TRY(const auto algorithm, cms::read_algorithm(element));
    const auto known = digest_by_oid(algorithm.oid);
    if (!known || !algorithm.plain)
        return fail(ErrorCode::unsupported_algorithm, "ats-hash-index-v3 by " + algorithm.oid);
    HashIndex index{.algorithm = *known};
    QOLTANBA_TRY(index.certificates, read_sequence(reader));
    QOLTANBA_TRY(index.revocation, read_sequence(reader));
    QOLTANBA_TRY(index.attribute_values, read_sequence(reader));
    QOLTANBA_CHECK(reader.finish());
    return index;
}

Result<void> check_part(const std::vector<Bytes>& then, const std::vector<Bytes>& now,
                        std::string_view what) {
    const std::set<Bytes> present(now.begin(), now.end());
    const bool all = std::ranges::all_of(then, [&](const Bytes& digest) { return present.contains(digest); });
    if (!all) return fail(ErrorCode::archive_index_mismatch, std::string(what) + " that was there is gone");
    return {};
}

}  // namespace

Bytes attribute_value_digest(DigestAlgorithm algorithm, std::string_view type, BytesView value) {
    Hasher hasher(algorithm);
    hasher.update(der::object_identifier(type));
    hasher.update(value);
    return hasher.finish();
}

Result<HashIndex> index_of(const cms::SignedData& data, const cms::SignerInfo& signer,
                           DigestAlgorithm algorithm) {
    HashIndex index{.algorithm = algorithm};
    for (const auto certificate : data.certificates)
        index.certificates.push_back(digest_of(algorithm, certificate));
    const auto revocation = cms::read_revocation_choices(data);
    if (revocation.has_error()) return malformed(revocation.error());
    for (const auto& choice : *revocation) index.revocation.push_back(digest_of(algorithm, choice.whole));
    const auto attributes = cms::read_unsigned_attributes(signer);
    if (attributes.has_error()) return malformed(attributes.error());
    for (const auto& attribute : *attributes) {
        for (const auto& value : attribute.values)
            index.attribute_values.push_back(attribute_value_digest(algorithm, attribute.type, value.whole));
    }
    return index;
}

/// ATSHashIndexV3 ::= SEQUENCE { hashIndAlgorithm AlgorithmIdentifier, certificatesHashIndex SEQUENCE OF
/// OCTET STRING, crlsHashIndex SEQUENCE OF OCTET STRING, unsignedAttrValuesHashIndex SEQUENCE OF OCTET STRING
/// }
Bytes write(const HashIndex& index) {
    const auto algorithm =
        der::sequence({der::object_identifier(identity_of(index.algorithm).oid), der::null()});
    return der::sequence({algorithm, sequence_of(index.certificates), sequence_of(index.revocation),
                          sequence_of(index.attribute_values)});
}

Result<HashIndex> read_hash_index(BytesView der) {
    auto index = read(der);
    if (index.has_error() && index.error().code != ErrorCode::unsupported_algorithm)
        return malformed(index.error());
    return index;
}

Result<void> check_covered(const HashIndex& then, const HashIndex& now) {
    QOLTANBA_CHECK(check_part(then.certificates, now.certificates, "a certificate"));
    QOLTANBA_CHECK(check_part(then.revocation, now.revocation, "a revocation value"));
    return check_part(then.attribute_values, now.attribute_values, "an attribute");
}

}  // namespace qoltanba::crypto::levels
