// What a report says, in the three languages.
#pragma once

#include "crypto/base/language.hpp"
#include "crypto/validation/report.hpp"

#include <string_view>

namespace qoltanba::agent {

/// Labels and short sentences. Each is there in every language.
struct Words {
    std::string_view title;                                         ///< "Verification report"
    std::string_view passed, failed, indeterminate;                 ///< of one signature, and of a file
    std::string_view passed_long, failed_long, indeterminate_long;  ///< one sentence on what that means
    std::string_view why;
    std::string_view file, kind, judged_at, judged_at_given, signed_octets, sha256, octets;
    std::string_view signature, signer, iin, organisation, bin, role, issuer, valid_from_to, serial_number,
        subject;
    std::string_view claimed_time, stamped_time, algorithm, level, trusted_by, not_trusted, revocation;
    std::string_view covers, whole_document, only_part, part, whole_content;
    std::string_view good, revoked, never_issued, unknown_status, not_known, by_ocsp, by_crl, as_of;
    std::string_view inside, given, looked_up;
    std::string_view details, certificates, time_stamps, time, authority, policy, content_stamp,
        signature_stamp, archive_stamp;
    std::string_view files, as_signed, not_signed, missing, changed;
    std::string_view responder, produced_at, next_update, number, delta;
};

const Words& words_in(Language language);

/// "Signature is valid", by what was judged.
std::string_view word_of(crypto::Indication indication, const Words& words);

/// What a sub-indication says, in one sentence; empty for `none`.
std::string_view sentence_of(crypto::SubIndication sub_indication, Language language);

}  // namespace qoltanba::agent
