// One pass over the entries of a CRL (RFC 5280, 5.1.2.6 and 5.3). Of this folder alone.
#pragma once

#include "crypto/revocation/status.hpp"

#include <span>

namespace qoltanba::crypto::crl {

struct Entry {
    Time revoked_at{};
    std::optional<RevocationReason> reason{};

    [[nodiscard]] bool is_removal() const { return reason == RevocationReason::remove_from_crl; }
};

/// Looks for these serial numbers (INTEGER's value octets) among the entries; one result for each, in their
/// order. Every entry is read, nothing is kept of those that are not asked for: the memory that is used does
/// not grow with the list. Errors: malformed_der; crl_scope_unsupported, for an entry with a critical
/// extension that is not known (certificateIssuer among them).
Result<std::vector<std::optional<Entry>>> find_entries(BytesView entries,
                                                       std::span<const Bytes> serial_numbers);

}  // namespace qoltanba::crypto::crl
