// CAdES-LT: certificates and revocation values inside the SignedData (ETSI EN 319 122-1, 5.4.2 and 5.4.3;
// RFC 5940).
#pragma once

#include "crypto/certificates/certificate.hpp"
#include "crypto/cms/structure.hpp"

namespace qoltanba::crypto {

struct LongTermValues {
    std::vector<Certificate> certificates{};  ///< of authorities, time stamp services and responders
    std::vector<BytesView> ocsp_responses{};  ///< OCSPResponse
    std::vector<BytesView> crls{};            ///< CertificateList, complete ones and deltas
};

/// The SignedData with these values too; those that it has already are not doubled. Signatures, their
/// attributes and the content stay octet for octet. BER becomes DER. Errors: malformed_signature,
/// malformed_ocsp_response, malformed_crl (values that are no DER), too_large.
Result<Bytes> add_long_term_values(BytesView cms, const LongTermValues& values);

/// The values in a SignedData; forms that are not known are passed over. The views point into `data`. Error:
/// malformed_signature.
Result<LongTermValues> read_long_term_values(const cms::SignedData& data);

}  // namespace qoltanba::crypto
