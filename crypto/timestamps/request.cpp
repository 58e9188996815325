#include "crypto/timestamps/request.hpp"

#include "crypto/der/writer.hpp"

namespace qoltanba::crypto {

/// TimeStampReq ::= SEQUENCE { version INTEGER v1(1), messageImprint SEQUENCE { hashAlgorithm, hashedMessage
/// }, reqPolicy OPTIONAL, nonce OPTIONAL, certReq BOOLEAN DEFAULT FALSE, [0] extensions OPTIONAL }
Bytes write_time_stamp_request(const TimeStampRequest& request) {
    const auto algorithm =
        der::sequence({der::object_identifier(identity_of(request.algorithm).oid), der::null()});
    std::vector<Bytes> parts{der::integer(1), der::sequence({algorithm, der::octet_string(request.imprint)})};
    if (!request.policy.empty()) parts.push_back(der::object_identifier(request.policy));
    if (!request.nonce.empty()) parts.push_back(der::unsigned_integer(request.nonce));
    if (request.wants_certificate) parts.push_back(der::boolean(true));
    return der::sequence(parts);
}

}  // namespace qoltanba::crypto
