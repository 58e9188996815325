// OCSPResponse (RFC 6960, 4.2.1) as views into its octets. Of this folder alone.
#pragma once

#include "crypto/der/reader.hpp"
#include "crypto/revocation/status.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::crypto::ocsp {

inline constexpr std::string_view id_nonce = "1.3.6.1.5.5.7.48.1.2";
inline constexpr std::string_view id_extended_revoke = "1.3.6.1.5.5.7.48.1.9";  ///< RFC 6960, 4.4.8

/// CertID, under whichever hash it names.
struct CertificateIdentifier {
    std::string hash;  ///< OID
    BytesView issuer_name_hash;
    BytesView issuer_key_hash;
    BytesView serial_number;
};

struct SingleResponse {
    CertificateIdentifier identifier;
    Revocation state = Revocation::unknown;
    std::optional<Time> revoked_at;
    std::optional<RevocationReason> reason;
    Time this_update{};
    std::optional<Time> next_update;
};

struct BasicResponse {
    BytesView tbs;
    BytesView responder_name;      ///< DER Name; empty where the key is named
    BytesView responder_key_hash;  ///< SHA-1
    Time produced_at{};
    std::vector<SingleResponse> responses;
    std::optional<Bytes> nonce;
    bool extended_revoke = false;
    std::string signature_algorithm;  ///< OID
    BytesView signature;
    std::vector<BytesView> certificates;  ///< whole
};

/// Errors: malformed_ocsp_response; ocsp_refused, whose detail names the responseStatus.
Result<BasicResponse> read_response(BytesView der);

}  // namespace qoltanba::crypto::ocsp
