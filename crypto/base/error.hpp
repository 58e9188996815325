// Errors are values. Each has a code of the one catalogue (docs/errors.md), a detail for developers
// and, where another error led to it, that cause.
#pragma once

#include "crypto/base/language.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace boost {
struct source_location;
}

namespace qoltanba {

enum class ErrorCode {
    // The person or the page
    canceled,
    origin_refused,
    refused_by_policy,
    too_many_requests,
    request_malformed,
    storage_name_missing,
    storage_unknown,
    storage_empty,
    storage_not_asked_for,
    file_not_found,
    path_not_permitted,
    time_stamp_unavailable,
    nothing_to_sign,
    too_large,
    // Bytes that are not what they claim to be
    malformed_base64,
    malformed_json,
    malformed_der,
    malformed_xml,
    xml_forbidden_construct,
    malformed_certificate,
    malformed_signature,
    malformed_container,
    malformed_key_file,
    // Keys
    wrong_password,
    unsupported_key_file,
    unsupported_key,
    key_without_certificate,
    key_does_not_match_certificate,
    // Keys on tokens and cards
    wrong_pin,
    wrong_puk,
    pin_last_try,
    pin_locked,
    puk_locked,
    pin_length_wrong,
    pin_not_accepted,
    pin_expired,
    pin_not_set,
    token_not_present,
    token_removed,
    token_not_recognised,
    token_full,
    token_write_protected,
    certificate_without_key,
    device_error,
    device_function_failed,
    device_busy,
    device_module_failed,
    device_module_refused,
    // Cards, tokens and their readers
    reader_service_unavailable,
    reader_access_refused,
    reader_not_found,
    reader_failed,
    card_unresponsive,
    card_not_served,
    // Making keys
    certificate_subject_wrong,
    malformed_certificate_request,
    password_too_simple,
    file_exists,
    waiting_key_not_found,
    // Algorithms and signatures
    unsupported_algorithm,
    algorithm_refused_by_policy,
    algorithm_outdated,
    digest_length_mismatch,
    digest_mismatch,
    signature_mismatch,
    own_signature_does_not_verify,
    content_missing,
    only_part_signed,
    no_signature_found,
    signer_certificate_missing,
    element_not_found,
    // Certificates
    certificate_expired,
    certificate_not_yet_valid,
    certificate_untrusted,
    certificate_purpose_mismatch,
    certificate_holder_mismatch,
    // Time stamps and revocation
    malformed_time_stamp,
    time_stamp_refused,
    time_stamp_signature_mismatch,
    time_stamp_imprint_mismatch,
    time_stamp_nonce_mismatch,
    time_stamp_policy_mismatch,
    time_stamp_authority_missing,
    time_stamp_authority_mismatch,
    time_stamp_authority_unfit,
    time_stamp_authority_expired,
    time_stamp_authority_untrusted,
    time_stamp_out_of_order,
    archive_index_mismatch,
    evidence_missing,
    malformed_ocsp_response,
    ocsp_refused,
    ocsp_signature_mismatch,
    ocsp_responder_unauthorised,
    ocsp_certificate_mismatch,
    ocsp_nonce_mismatch,
    ocsp_nonce_missing,
    malformed_crl,
    crl_signature_mismatch,
    crl_issuer_mismatch,
    crl_scope_unsupported,
    crl_delta_mismatch,
    revocation_outdated,
    revocation_not_yet_valid,
    revocation_unknown,
    revocation_unavailable,
    certificate_revoked,
    // The network
    network_address_wrong,
    network_unreachable,
    network_untrusted,
    network_timed_out,
    network_refused,
    network_proxy,
    // The program and its machine
    port_taken,
    already_running,
    program_updated,
    trust_store_failure,
    identity_failure,
    input_output_failure,
    window_unavailable,
    policy_invalid,
    policy_untrusted,
    policy_damaged,
    policy_value_wrong,
    policy_key_unknown,
    policy_file_passed_over,
    internal,
};

struct Error {
    ErrorCode code = ErrorCode::internal;
    std::string detail{};  ///< for developers, English, never a secret or a document
    std::shared_ptr<const Error> cause{};
};

/// This error as the cause of another one.
Error because(ErrorCode code, std::string detail, Error cause);

/// The catalogue's name of a code, for example "wrong_password".
std::string_view name_of(ErrorCode code);

/// What a person is told: one sentence on what happened.
std::string_view message_for(ErrorCode code, Language language);

/// What the person can do about it; may be empty.
std::string_view advice_for(ErrorCode code, Language language);

/// "code: detail <- code: detail", for logs.
std::string describe(const Error& error);

/// boost::system::result calls this when value() is asked of an error; that is a fault of the program.
[[noreturn]] void throw_exception_from_error(const Error& error, const boost::source_location& where);

}  // namespace qoltanba
