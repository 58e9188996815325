// Which level a CAdES signature has reached (ETSI EN 319 122-1, 6), and what carries it.
#pragma once

#include "crypto/revocation/status.hpp"
#include "crypto/timestamps/judge.hpp"

#include <string_view>

namespace qoltanba::crypto {

enum class Level {
    b,    ///< the signature alone
    t,    ///< and a time stamp over it that is to be believed
    lt,   ///< and inside it, what shows that nobody's certificate was revoked then
    lta,  ///< and a time stamp over all of that
};

/// "B", "T", "LT", "LTA".
std::string_view name_of(Level level);

/// What the values inside say of one certificate.
struct CertificateEvidence {
    Certificate certificate;
    std::optional<RevocationStatus> status{};  ///< without its octets
    std::optional<Error> fault{};              ///< why there is no status
};

struct LevelReport {
    Level level = Level::b;
    /// The signer's; nothing if it is not inside.
    std::optional<Certificate> certificate{};
    /// The earliest moment that a believed time stamp shows the signature to have existed at.
    std::optional<Time> existed_at{};
    std::vector<TimeStampVerdict> signature_time_stamps{};
    std::vector<TimeStampVerdict> archive_time_stamps{};
    /// Of the signer, of the time stamp service and of the authorities above them up to the anchors.
    std::vector<CertificateEvidence> evidence{};
    std::optional<Error> obstacle{};  ///< why it is not of the next level; nothing at LTA
};

/// One report for each signer. Whether the signatures themselves are right is for verify_cms. Certificates
/// that were revoked do not lower the level: their status says since when. Faults of time stamps, besides
/// those of judge_time_stamp: time_stamp_imprint_mismatch, archive_index_mismatch. Obstacles:
/// time_stamp_unavailable (there is none), evidence_missing, the fault of a time stamp, of the chain or of a
/// revocation value. `further` are certificates from elsewhere, not trusted by themselves. Error:
/// malformed_signature.
Result<std::vector<LevelReport>> judge_levels(BytesView cms, std::optional<BytesView> content,
                                              const Anchors& anchors,
                                              std::span<const Certificate> further = {});

/// The same by the content's digests; `content` is null where there is none.
Result<std::vector<LevelReport>> judge_levels(BytesView cms, cms::ContentDigests* content,
                                              const Anchors& anchors,
                                              std::span<const Certificate> further = {});

}  // namespace qoltanba::crypto
