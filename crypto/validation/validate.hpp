// Validation of signatures after ETSI EN 319 102-1 V1.3.1: basic signatures (5.3), signatures with time (5.5)
// and signatures with long-term evidence (5.6), as far as the levels of crypto/levels go. Bytes in, a report
// out: what is to be asked of the world is asked through RevocationLookup.
#pragma once

#include "crypto/certificates/anchors.hpp"
#include "crypto/cms/content_digests.hpp"
#include "crypto/revocation/lookup.hpp"
#include "crypto/validation/report.hpp"

#include <chrono>
#include <optional>
#include <set>
#include <span>

namespace qoltanba::crypto {

struct ValidationInputs {
    BytesView file;                               ///< CMS (DER, BER, PEM, bare base64) or XML, told apart
    std::optional<BytesView> content{};           ///< of a detached CMS
    cms::ContentDigests* digests = nullptr;       ///< of the content, where it is not in memory
    std::span<const Certificate> certificates{};  ///< further ones, not trusted by themselves
    std::span<const BytesView> crls{};            ///< CertificateList in DER, complete ones and deltas
    std::span<const BytesView> ocsp_responses{};  ///< OCSPResponse in DER
};

/// Whether a signature of a part of an XML document can pass.
enum class Coverage { whole_document, part_suffices };

enum class RevocationRequirement {
    not_required,     ///< what is inside or given counts; nobody is asked
    where_available,  ///< the lookup is asked where inside and given are silent; no answer is told, and
                      ///< passes
    required,         ///< without a status there is no total_passed, but try_later
};

struct ValidationPolicy {
    const Anchors& anchors;  ///< of signers, of time stamp services and of responders
    /// The moment to judge at. It is now, or:
    Time at;
    /// `at` is of the past and the verifier vouches that the signature existed then: all is judged as of that
    /// moment, with revocations that became known later counted by their date.
    bool at_is_given = false;
    Coverage coverage = Coverage::whole_document;
    RevocationRequirement revocation = RevocationRequirement::where_available;
    RevocationLookup* lookup = nullptr;  ///< nullptr: offline
    /// How old a status may be that has no nextUpdate; nothing: any age, which lets whoever signed choose one
    /// from before the revocation.
    std::optional<std::chrono::seconds> longest_status_age{std::chrono::days{1}};
    /// By how much clocks may differ: those of the signer, the time stamp services and the responders.
    std::chrono::seconds clock_tolerance{300};
    /// How much later than the claimed signing time the time stamp may be; nothing: any time.
    std::optional<std::chrono::seconds> longest_stamp_delay{};
};

/// The digests of a detached content that the validation of this file asks for, of a CMS or of a time stamp
/// by itself, in DER or BER; SHA-256 in any case, by which the report tells the content.
std::set<DigestAlgorithm> digests_asked_for(BytesView file);

/// Always gives a report. A file that cannot be read is total_failed, format_failure.
ValidationReport validate(const ValidationInputs& inputs, const ValidationPolicy& policy);

}  // namespace qoltanba::crypto
