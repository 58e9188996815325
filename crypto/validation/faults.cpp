#include "crypto/validation/faults.hpp"

#include <utility>

namespace qoltanba::crypto::validation {
namespace {

SubIndication sub_indication_of(const Error& fault) {
    switch (fault.code) {
        case ErrorCode::digest_mismatch:
        case ErrorCode::time_stamp_imprint_mismatch:
        case ErrorCode::archive_index_mismatch:
            return SubIndication::hash_failure;
        case ErrorCode::signature_mismatch:
        case ErrorCode::digest_length_mismatch:
            return SubIndication::sig_crypto_failure;
        case ErrorCode::content_missing:
        case ErrorCode::element_not_found:
            return SubIndication::signed_data_not_found;
        case ErrorCode::signer_certificate_missing:
        case ErrorCode::malformed_certificate:
        case ErrorCode::time_stamp_authority_missing:
        case ErrorCode::time_stamp_authority_mismatch:
            return SubIndication::no_signing_certificate_found;
        case ErrorCode::time_stamp_authority_unfit:
        case ErrorCode::certificate_purpose_mismatch:
            return SubIndication::chain_constraints_failure;
        case ErrorCode::unsupported_algorithm:
        case ErrorCode::unsupported_key:
        case ErrorCode::algorithm_refused_by_policy:
            return SubIndication::crypto_constraints_failure;
        case ErrorCode::time_stamp_out_of_order:
            return SubIndication::timestamp_order_failure;
        case ErrorCode::only_part_signed:
            return SubIndication::sig_constraints_failure;
        case ErrorCode::time_stamp_signature_mismatch:
            return fault.cause ? sub_indication_of(*fault.cause) : SubIndication::sig_crypto_failure;
        default:
            return SubIndication::format_failure;
    }
}

bool is_final(SubIndication sub_indication) {
    return sub_indication == SubIndication::format_failure || sub_indication == SubIndication::hash_failure ||
           sub_indication == SubIndication::sig_crypto_failure;
}

int weight(Indication indication) {
    switch (indication) {
        case Indication::total_passed:
            return 0;
        case Indication::indeterminate:
            return 1;
        case Indication::total_failed:
            return 2;
    }
    return 2;
}

}  // namespace

Conclusion conclusion_of(const Error& fault) {
    const auto sub_indication = sub_indication_of(fault);
    return {is_final(sub_indication) ? Indication::total_failed : Indication::indeterminate,
            sub_indication,
            {fault}};
}

Conclusion together(Conclusion first, Conclusion second) {
    if (weight(second.indication) > weight(first.indication)) std::swap(first, second);
    first.reasons.insert(first.reasons.end(), second.reasons.begin(), second.reasons.end());
    return first;
}

}  // namespace qoltanba::crypto::validation
