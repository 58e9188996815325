// A signature's way up: B -> T -> LT -> LTA (ETSI EN 319 122-1), with what each level needs asked for here.
#pragma once

#include "agent/evidence/time_stamping.hpp"
#include "crypto/levels/judge.hpp"
#include "crypto/revocation/lookup.hpp"

#include <optional>
#include <stop_token>

namespace qoltanba::agent {

/// All that it is given outlives it.
class LevelRaising {
  public:
    LevelRaising(const TimeStamping& time_stamps, crypto::RevocationLookup& lookup,
                 const crypto::Anchors& anchors)
        : time_stamps_(time_stamps), lookup_(lookup), anchors_(anchors) {}

    /// The SignedData with every signer at this level at least; what has it already is left as it is, octet
    /// for octet. LTA stamps the archive once more where it is stamped already: that is how it is kept.
    /// `content` for the archive time stamp of a detached one. Errors: content_missing; certificate_revoked,
    /// where a signer's was by the moment of the time stamp; those of TimeStamping::stamp, of the lookup and
    /// of crypto/levels; evidence_missing for what still lacks.
    [[nodiscard]] Result<Bytes> raise(BytesView cms, std::optional<BytesView> content, crypto::Level level,
                                      const std::stop_token& stop) const;

    /// The same by the content's digests, for the archive time stamp that by imprint_digest_beside; null
    /// where there is none.
    [[nodiscard]] Result<Bytes> raise(BytesView cms, crypto::cms::ContentDigests* content,
                                      crypto::Level level, const std::stop_token& stop) const;

  private:
    [[nodiscard]] Result<Bytes> with_evidence(Bytes cms, crypto::cms::ContentDigests* content) const;
    [[nodiscard]] Result<Bytes> with_archive_time_stamps(Bytes cms, crypto::cms::ContentDigests* content,
                                                         const std::stop_token& stop) const;

    const TimeStamping& time_stamps_;
    crypto::RevocationLookup& lookup_;
    const crypto::Anchors& anchors_;
};

}  // namespace qoltanba::agent
