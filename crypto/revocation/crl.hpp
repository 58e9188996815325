// Judges lists of revoked certificates (RFC 5280, 5 and 6.3), complete ones and those with a delta.
#pragma once

#include "crypto/revocation/issuing_authority.hpp"
#include "crypto/revocation/status.hpp"

namespace qoltanba::crypto {

/// What a cache wants to know of a list; not judged.
struct CrlInformation {
    Bytes issuer{};  ///< DER Name
    Time this_update{};
    std::optional<Time> next_update{};
    Bytes number{};       ///< cRLNumber, big-endian; empty if absent
    Bytes base_number{};  ///< of the complete list that a delta adds to; empty in a complete list

    [[nodiscard]] bool is_delta() const { return !base_number.empty(); }
};

/// Reads what stands around the entries, without walking over those. Errors: malformed_crl,
/// crl_scope_unsupported.
Result<CrlInformation> read_crl_information(BytesView crl);

/// Certificates of one issuer.
struct CrlQuestion {
    IssuingAuthority issuer{};
    std::vector<Bytes>
        serial_numbers{};  ///< INTEGER's value octets, as Certificate::serial_number gives them
    /// Those certificates, for lists that are about some of the issuer's alone; empty: such lists are
    /// refused.
    std::vector<Certificate> certificates{};
};

/// One status for each serial number, in their order: revoked where the list has it, good where not. With a
/// delta the two count together and the delta's times are those of the answer. DER alone. The lists are read
/// in one pass each, where they stand; nothing is allocated for their entries. Errors: malformed_crl;
/// crl_issuer_mismatch; crl_signature_mismatch; crl_scope_unsupported (issuingDistributionPoint that leaves
/// out one of the certificates, is of another place than theirs, indirect, or about some reasons; unknown
/// critical extensions); crl_delta_mismatch (a delta alone, of an older or newer base, or no delta);
/// revocation_outdated; revocation_not_yet_valid.
Result<std::vector<RevocationStatus>> judge_crl(BytesView complete, std::optional<BytesView> delta,
                                                const CrlQuestion& question, const Freshness& freshness);

}  // namespace qoltanba::crypto
