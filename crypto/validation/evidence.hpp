// Evidence that comes as a file of its own, judged as validate() judges it inside a signature: time stamp
// tokens, OCSP responses, lists of revoked certificates.
#pragma once

#include "crypto/validation/validate.hpp"

namespace qoltanba::crypto {

/// A TimeStampToken or a whole TimeStampResp, with the stamped octets as the inputs' content; without these
/// it is indeterminate, signed_data_not_found. Inputs in DER or PEM.
TimeStampReport validate_time_stamp(const ValidationInputs& inputs, const ValidationPolicy& policy);

/// Whether these octets, in DER, are a TimeStampToken or a TimeStampResp.
bool looks_like_time_stamp(BytesView der);

/// What is said of one certificate, by its serial number.
struct ToldStatus {
    Bytes serial_number;
    RevocationStatus status{};
};

struct StatusReport {
    /// passed: made by the authority, or whom it certified for this, and holding for the moment asked about.
    Conclusion conclusion{};
    RevocationSource source = RevocationSource::ocsp;
    std::string issuer{};  ///< whose certificates it is about, as Name::text; empty if that is nobody known
    std::optional<Certificate> responder{};  ///< OCSP: the delegated one
    Time produced_at{};                      ///< of a list: thisUpdate
    std::optional<Time> next_update{};
    Bytes number{};         ///< of a list, big-endian; empty if it has none
    bool is_delta = false;  ///< a list of changes; the list that it adds to is among the inputs' crls
    std::vector<ToldStatus> statuses{};  ///< OCSP: all that it tells, once it passed
};

/// An OCSPResponse in DER. Its issuer is looked for among anchors and the inputs' certificates. A responder
/// without id-pkix-ocsp-nocheck needs a status of its own (RFC 6960, 4.2.2.2.1): without one it is
/// indeterminate, try_later.
StatusReport validate_ocsp_response(const ValidationInputs& inputs, const ValidationPolicy& policy);

/// A CertificateList in DER, complete or a delta.
StatusReport validate_crl(const ValidationInputs& inputs, const ValidationPolicy& policy);

}  // namespace qoltanba::crypto
