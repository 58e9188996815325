// What a validation ends with: the main indications and the sub-indications of ETSI EN 319 102-1
// V1.3.1, 5.1.3, by the standard's names and in its meaning. Left out are those that nothing here can
// conclude: NO_POE and the other two that only say that a proof of existence is missing, as the reason for
// which one was needed is kept; SIGNATURE_POLICY_NOT_AVAILABLE and POLICY_PROCESSING_ERROR, as the policies
// that signatures name are not applied; CUSTOM.
#pragma once

#include <string_view>

namespace qoltanba::crypto {

enum class Indication {
    total_passed,   ///< right, by a certificate that is trusted for the moment at which it is known to exist
    total_failed,   ///< shown to be wrong: no further knowledge will make it right
    indeterminate,  ///< not shown to be wrong, but what a right one needs is not there
};

enum class SubIndication {
    none,  ///< of total_passed
    // Of total_failed
    format_failure,      ///< the file is no signature that can be read
    hash_failure,        ///< a digest is not that of the signed data
    sig_crypto_failure,  ///< the signature value is not by the certificate's key
    revoked,             ///< shown to have been made after the certificate was revoked
    expired,             ///< shown to have been made after the certificate's end
    not_yet_valid,       ///< shown to have existed before the certificate's beginning
    // Of indeterminate
    sig_constraints_failure,    ///< the signature is not what the policy asks for, such as of the whole
    chain_constraints_failure,  ///< the certificate is not for signatures
    certificate_chain_general_failure,  ///< the chain fails for another reason
    crypto_constraints_failure,         ///< by an algorithm that had no strength when it was made
    timestamp_order_failure,            ///< the times contradict each other
    no_signing_certificate_found,       ///< there is none, or it is not the one that the signature names
    no_certificate_chain_found,         ///< no chain to an anchor
    revoked_no_poe,                     ///< revoked, and not shown to have been made before
    revoked_ca_no_poe,                  ///< the same of an authority above the signer
    out_of_bounds_not_revoked,          ///< as out_of_bounds_no_poe, and known not to be revoked
    out_of_bounds_no_poe,  ///< expired or not yet valid, and not shown to have been made in between
    crypto_constraints_failure_no_poe,  ///< by an outdated algorithm, and not shown to be from its good days
    try_later,                          ///< the status is not known, not fresh enough, or on hold
    signed_data_not_found,              ///< what was signed is not there
};

/// "TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE".
std::string_view name_of(Indication indication);

/// "HASH_FAILURE", ...; empty for `none`.
std::string_view name_of(SubIndication sub_indication);

}  // namespace qoltanba::crypto
