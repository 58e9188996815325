// What is known of a certificate's revocation, whoever said it.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/clock.hpp"
#include "crypto/base/result.hpp"

#include <optional>
#include <vector>

namespace qoltanba::crypto {

enum class Revocation { good, revoked, unknown };

enum class RevocationSource { ocsp, crl };

/// CRLReason (RFC 5280, 5.3.1), under its numbers.
enum class RevocationReason {
    unspecified = 0,
    key_compromise = 1,
    ca_compromise = 2,
    affiliation_changed = 3,
    superseded = 4,
    cessation_of_operation = 5,
    certificate_hold = 6,
    remove_from_crl = 8,
    privilege_withdrawn = 9,
    aa_compromise = 10,
};

struct RevocationStatus {
    Revocation state = Revocation::unknown;
    std::optional<Time> revoked_at{};
    std::optional<RevocationReason> reason{};
    /// `revoked` in the sense of RFC 6960, 2.2: the authority says that it never issued this certificate.
    bool never_issued = false;
    RevocationSource source = RevocationSource::ocsp;
    Time this_update{};
    std::optional<Time> next_update{};
    /// What was given and bears this out, for putting into a signature: an OCSPResponse; a CRL and perhaps
    /// its delta. Views into the caller's octets.
    std::vector<BytesView> evidence{};
};

/// How old an answer may be.
struct Freshness {
    Time at{};                            ///< the moment it shall hold for
    std::chrono::seconds tolerance{300};  ///< by how much clocks may differ
    /// What was made after that moment counts too: who was not revoked later was not revoked then.
    bool or_later = false;
    std::optional<std::chrono::seconds> longest_age{};  ///< for answers without nextUpdate; nothing: any age
};

/// Error: revocation_not_yet_valid.
Result<void> check_not_from_future(Time made, const Freshness& freshness);

/// Errors: revocation_not_yet_valid, revocation_outdated.
Result<void> check_freshness(Time this_update, std::optional<Time> next_update, const Freshness& freshness);

/// The reason of this number. Error: malformed_der, where RFC 5280 knows none.
Result<RevocationReason> revocation_reason(std::int64_t number);

}  // namespace qoltanba::crypto
