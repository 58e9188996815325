// Validation of the time stamps of one CMS signature, and what they prove (ETSI EN 319 102-1, 5.4, 5.5 and
// 5.6.3). Of this folder alone.
#pragma once

#include "crypto/cms/structure.hpp"
#include "crypto/validation/certificates.hpp"

namespace qoltanba::crypto::validation {

struct StampedTimes {
    std::optional<Time> existed_at{};  ///< the earliest time of a stamp over the signature that passed
    std::optional<Time> not_before{};  ///< the latest time of a stamp under the signature that passed
    std::optional<Error> disorder{};   ///< time_stamp_out_of_order, among those that passed
};

/// The content's, the signature's and the archive's time stamps, into `reports`. The archive's are judged
/// from the latest back: each that passes shows that what it covers existed at its time, so that this is
/// judged as of that time, whatever became of its certificate later. `levels` are the verdicts on this
/// signer's tokens by themselves; `content` is null where there is none.
StampedTimes judge_time_stamps(const cms::SignerInfo& signer, const LevelReport& levels,
                               cms::ContentDigests* content, Knowledge& knowledge,
                               std::vector<TimeStampReport>& reports);

/// The digests of the content that the signer's time stamps rest on, of the content and of the archive, as
/// far as they can be read.
std::vector<DigestAlgorithm> stamped_digests_of(const cms::SignerInfo& signer);

}  // namespace qoltanba::crypto::validation
