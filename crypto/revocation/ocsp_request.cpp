#include "crypto/revocation/ocsp_request.hpp"

#include "crypto/der/writer.hpp"
#include "crypto/revocation/ocsp_structure.hpp"

namespace qoltanba::crypto {
namespace {

/// CertID ::= SEQUENCE { hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber } (RFC 6960, 4.1.1)
Bytes certificate_identifier(const OcspQuestion& question, BytesView key) {
    constexpr auto digest = DigestAlgorithm::sha256;
    const auto algorithm = der::sequence({der::object_identifier(identity_of(digest).oid), der::null()});
    return der::sequence({algorithm, der::octet_string(digest_of(digest, question.issuer.name)),
                          der::octet_string(digest_of(digest, key)),
                          der::element(der::Tag::integer, question.serial_number)});
}

}  // namespace

/// OCSPRequest ::= SEQUENCE { tbsRequest SEQUENCE { requestList SEQUENCE OF SEQUENCE { reqCert },
/// [2] requestExtensions OPTIONAL } }. The nonce is an OCTET STRING inside extnValue (RFC 9654, 2.1).
Result<Bytes> write_ocsp_request(const OcspQuestion& question) {
    QOLTANBA_TRY(const auto key, key_octets(question.issuer));
    std::vector<Bytes> request{der::sequence({der::sequence({certificate_identifier(question, key)})})};
    if (!question.nonce.empty()) {
        const auto nonce = der::sequence(
            {der::object_identifier(ocsp::id_nonce), der::octet_string(der::octet_string(question.nonce))});
        request.push_back(der::explicit_tag(2, der::sequence({nonce})));
    }
    return der::sequence({der::sequence(request)});
}

}  // namespace qoltanba::crypto
