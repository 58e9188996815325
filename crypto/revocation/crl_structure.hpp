// CertificateList (RFC 5280, 5.1) as views into its octets, its entries not read. Of this folder alone.
#pragma once

#include "crypto/base/clock.hpp"
#include "crypto/der/reader.hpp"
#include "crypto/revocation/crl_scope.hpp"

#include <optional>
#include <string>

namespace qoltanba::crypto::crl {

struct CertificateList {
    BytesView tbs;
    BytesView issuer;  ///< DER Name
    Time this_update{};
    std::optional<Time> next_update;
    BytesView entries;  ///< the inside of revokedCertificates; empty if absent
    BytesView authority_key_identifier;
    std::optional<Bytes> number;       ///< cRLNumber, big-endian
    std::optional<Bytes> base_number;  ///< deltaCRLIndicator's BaseCRLNumber, big-endian
    std::optional<Scope> scope;        ///< nothing: about all certificates of its issuer
    std::string signature_algorithm;   ///< OID
    BytesView signature;
};

/// Errors: malformed_crl; crl_scope_unsupported, for a list that has a critical extension that is not known.
Result<CertificateList> read_list(BytesView der);

}  // namespace qoltanba::crypto::crl
