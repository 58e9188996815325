// What a validation tells: of a file, of each of its signers, of their time stamps and certificates.
#pragma once

#include "crypto/certificates/holder.hpp"
#include "crypto/levels/judge.hpp"
#include "crypto/signatures/report.hpp"
#include "crypto/validation/indication.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::crypto {

/// An indication and why. In time stamps, total_passed and total_failed are what the standard calls PASSED
/// and FAILED there.
struct Conclusion {
    Indication indication = Indication::indeterminate;
    SubIndication sub_indication = SubIndication::none;
    /// The one that decides first, then all others that were met; empty if passed.
    std::vector<Error> reasons{};

    [[nodiscard]] bool passed() const { return indication == Indication::total_passed; }
};

/// How a revocation status came to be known.
enum class StatusOrigin {
    unknown,    ///< there is none
    inside,     ///< from the values in the signature
    given,      ///< from ValidationInputs
    looked_up,  ///< through ValidationPolicy::lookup
};

/// One certificate of a path and what is known of its revocation.
struct CertificateReport {
    Certificate certificate;
    std::optional<RevocationStatus> revocation{};  ///< `evidence` is empty
    StatusOrigin origin = StatusOrigin::unknown;
    std::optional<Error> fault{};  ///< why there is no status; nothing also where none was asked for
};

struct ChainReport {
    ChainState state = ChainState::unknown_issuer;
    std::string anchor_label{};  ///< of the anchor reached, if any
    /// From the end entity up, anchors left out.
    std::vector<CertificateReport> path{};
};

enum class TimeStampKind {
    content,    ///< among the signed attributes: the signature was made after it
    signature,  ///< over the signature value: the signature was made before it
    archive,    ///< over the signature with all its evidence
};

struct TimeStampReport {
    TimeStampKind kind{};
    TimeStamp stamp{};
    std::optional<Certificate> authority{};
    ChainReport chain{};
    Conclusion conclusion{};
};

struct SignerReport {
    Conclusion conclusion{};

    std::optional<Certificate> certificate{};  ///< nothing if it is nowhere
    Holder holder{};                           ///< of the certificate
    std::optional<KeyFamily> family{};
    std::optional<DigestAlgorithm> digest{};
    std::vector<SignedPart> parts{};  ///< XML: what of the document it covers
    std::optional<Error> fault{};     ///< nothing: digest and signature are right, whoever made them

    std::optional<Time> signing_time{};  ///< claimed by the signer
    /// The earliest moment that a time stamp, itself passed, shows the signature to have existed at.
    std::optional<Time> existed_at{};
    /// What the certificate was judged for: existed_at where it was needed, or the policy's moment.
    Time judged_at{};
    std::optional<Level> level{};  ///< CMS: what it carries, believed as of the stamps' own moments

    ChainReport chain{};
    std::vector<TimeStampReport> time_stamps{};  ///< content, signature, archive, each as they stand

    /// An XML signature none of whose references covers the document.
    [[nodiscard]] bool only_part() const;
};

enum class SignatureFormat { cms, xml };

struct SignedOctets {
    std::uint64_t size = 0;
    Bytes sha256{};
};

/// "CMS", "XML".
std::string_view name_of(SignatureFormat format);

struct ValidationReport {
    /// Of the file: the worst of its signers', failed before indeterminate; failed where there is none.
    Conclusion conclusion{};
    SignatureFormat format = SignatureFormat::cms;
    std::vector<SignerReport> signers{};
    /// The octets signed: the content of a CMS; of an XML the canonical octets that its first signature
    /// covers, and nothing if that one has a fault.
    Bytes signed_content{};
    /// Which octets those are, also where they are not in memory; nothing where there are none.
    std::optional<SignedOctets> signed_octets{};
    Time judged_at{};
    bool at_is_given = false;  ///< `judged_at` is the verifier's word for the signature's existence then

    [[nodiscard]] bool only_part() const;  ///< of any of its signers
};

/// The octets that every signer of the file signed. Errors: the file's first reason, where it cannot be read;
/// a signer's fault (content_missing among them); certificate_untrusted for a broken chain; only_part_signed
/// where the signatures cover different parts.
Result<BytesView> octets_signed_by_all(const ValidationReport& report);

/// Whether there are such octets, in memory or not. Errors: the same.
Result<void> check_signed_by_all(const ValidationReport& report);

}  // namespace qoltanba::crypto
