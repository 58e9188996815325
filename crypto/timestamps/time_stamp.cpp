#include "crypto/timestamps/time_stamp.hpp"

#include "crypto/der/values.hpp"

#include <utility>

namespace qoltanba::crypto {
namespace {

Error malformed(std::string detail) {
    return fail(ErrorCode::malformed_time_stamp, std::move(detail));
}

/// MessageImprint ::= SEQUENCE { hashAlgorithm AlgorithmIdentifier, hashedMessage OCTET STRING }
Result<void> read_imprint(der::Reader& info, TimeStamp& stamp) {
    QOLTANBA_TRY(auto imprint, info.enter(der::Tag::sequence));
    QOLTANBA_TRY(const auto element, imprint.next());
    QOLTANBA_TRY(auto algorithm, cms::read_algorithm(element));
    QOLTANBA_TRY(const auto digest, imprint.expect(der::Tag::octet_string));
    QOLTANBA_CHECK(imprint.finish());
    if (algorithm.plain) stamp.algorithm = digest_by_oid(algorithm.oid);
    stamp.imprint_oid = std::move(algorithm.oid);
    stamp.imprint = copy_of(digest.content);
    return {};
}

/// Extension ::= SEQUENCE { extnID, critical DEFAULT FALSE, extnValue }. None is known, so none may be
/// critical (RFC 3161, 2.4.2).
Result<void> read_extensions(const der::Element& element) {
    auto extensions = der::Reader::inside(element);
    while (!extensions.at_end()) {
        QOLTANBA_TRY(auto extension, extensions.enter(der::Tag::sequence));
        QOLTANBA_CHECK(extension.expect(der::Tag::object_identifier));
        QOLTANBA_TRY(const auto critical, extension.optional(der::Tag::boolean));
        if (critical) return malformed("an extension that must be understood");
        QOLTANBA_CHECK(extension.expect(der::Tag::octet_string));
        QOLTANBA_CHECK(extension.finish());
    }
    return {};
}

/// TSTInfo ::= SEQUENCE { version INTEGER v1(1), policy, messageImprint, serialNumber, genTime
/// GeneralizedTime, accuracy OPTIONAL, ordering DEFAULT FALSE, nonce OPTIONAL, [0] tsa OPTIONAL, [1]
/// extensions OPTIONAL }
Result<TimeStamp> read_info(BytesView der) {
    QOLTANBA_TRY(const auto sequence, der::read_single(der, der::Tag::sequence));
    auto info = der::Reader::inside(sequence);
    QOLTANBA_TRY(const auto version_element, info.expect(der::Tag::integer));
    QOLTANBA_TRY(const auto version, der::small_integer(version_element));
    if (version != 1) return malformed("TSTInfo of version " + std::to_string(version));
    TimeStamp stamp;
    QOLTANBA_TRY(const auto policy, info.expect(der::Tag::object_identifier));
    QOLTANBA_TRY(stamp.policy, der::oid_text(policy));
    QOLTANBA_CHECK(read_imprint(info, stamp));
    QOLTANBA_TRY(const auto serial_number, info.expect(der::Tag::integer));
    stamp.serial_number = copy_of(serial_number.content);
    QOLTANBA_TRY(const auto time, info.expect(der::Tag::generalized_time));
    QOLTANBA_TRY(stamp.time, der::time_value(time));
    QOLTANBA_CHECK(info.optional(der::Tag::sequence));  // accuracy and
    QOLTANBA_CHECK(info.optional(der::Tag::boolean));   // ordering: nothing here rests on them
    QOLTANBA_TRY(const auto nonce, info.optional(der::Tag::integer));
    if (nonce) stamp.nonce = copy_of(nonce->content);
    QOLTANBA_CHECK(info.optional(der::context(0)));  // tsa is a hint: signingCertificate is what binds
    QOLTANBA_TRY(const auto extensions, info.optional(der::context(1)));
    if (extensions) QOLTANBA_CHECK(read_extensions(*extensions));
    QOLTANBA_CHECK(info.finish());
    return stamp;
}

}  // namespace

Result<TimeStamp> read_time_stamp(const cms::SignedData& token) {
    if (token.content_type != id_time_stamp_info || !token.content)
        return malformed("not a TSTInfo but " + token.content_type);
    // RFC 3161, 2.4.2: no signature but the authority's.
    if (token.signers.size() != 1) return malformed(std::to_string(token.signers.size()) + " signers");
    auto stamp = read_info(*token.content);
    if (stamp.has_error()) return because(ErrorCode::malformed_time_stamp, "TSTInfo", stamp.error());
    return stamp;
}

Result<TimeStamp> read_time_stamp(BytesView token) {
    const auto data = cms::read_signed_data(token);
    if (data.has_error()) return because(ErrorCode::malformed_time_stamp, "no token", data.error());
    return read_time_stamp(*data);
}

}  // namespace qoltanba::crypto
