// Judges time stamp tokens (RFC 3161; RFC 5816 for signingCertificateV2).
#pragma once

#include "crypto/certificates/chain.hpp"
#include "crypto/cms/content_digests.hpp"
#include "crypto/timestamps/request.hpp"
#include "crypto/timestamps/time_stamp.hpp"

#include <span>

namespace qoltanba::crypto {

/// One token and what is to be said of it by itself. What it stamps is for check_imprint.
struct TimeStampVerdict {
    TimeStamp stamp;
    std::optional<Certificate> authority{};   ///< who stamped; nothing if the certificate is not there
    std::vector<Certificate> path{};          ///< from the authority up, anchors left out
    std::string anchor_label{};               ///< of the anchor reached, if any
    std::vector<Certificate> certificates{};  ///< all that came along
    std::optional<Error> fault{};             ///< nothing: to be believed
};

/// Judges signature, authority and chain, the chain at the moment that the token names. `helpers` are
/// certificates from elsewhere, not trusted by themselves. Error: malformed_time_stamp. Faults:
/// time_stamp_authority_missing; time_stamp_signature_mismatch with the cause; time_stamp_authority_mismatch
/// (signingCertificate is absent or names another one); time_stamp_authority_unfit (extKeyUsage is not
/// timeStamping alone and critical, or keyUsage stands without digitalSignature: RFC 3161, 2.3);
/// time_stamp_authority_expired (at that moment); time_stamp_authority_untrusted.
Result<TimeStampVerdict> judge_time_stamp(BytesView token, std::span<const Certificate> helpers,
                                          const Anchors& anchors);

/// Whether it stamps these octets. Errors: time_stamp_imprint_mismatch, unsupported_algorithm.
Result<void> check_imprint(const TimeStamp& stamp, BytesView data);
/// The same of a content. Error besides: content_missing, as ContentDigests::of.
Result<void> check_imprint(const TimeStamp& stamp, cms::ContentDigests& content);
/// Whether it answers this request. Errors: time_stamp_imprint_mismatch, time_stamp_nonce_mismatch,
/// time_stamp_policy_mismatch.
Result<void> check_answers(const TimeStamp& stamp, const TimeStampRequest& request);

/// All that must hold before a token goes into a signature: it was granted, answers the request, carries its
/// authority's certificate and is to be believed. Gives the token. Errors: as above.
Result<Bytes> accept_time_stamp(BytesView response, const TimeStampRequest& request,
                                std::span<const Certificate> helpers, const Anchors& anchors);

}  // namespace qoltanba::crypto
