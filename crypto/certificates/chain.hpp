// From a certificate to a pinned anchor (RFC 5280, 6, as far as three-level national chains need it).
#pragma once

#include "crypto/certificates/anchors.hpp"

#include <span>

namespace qoltanba::crypto {

enum class ChainState { trusted, expired, not_yet_valid, unknown_issuer, broken };

struct ChainVerdict {
    ChainState state = ChainState::unknown_issuer;
    std::string anchor_label{};       ///< of the anchor reached, if any
    std::vector<Certificate> path{};  ///< from the end entity up, anchors left out
    std::optional<Error> reason{};    ///< why it is not trusted
};

/// Builds and judges the chain at a moment. Every certificate on it must be valid at that moment; issuers
/// must be CAs (basicConstraints, keyCertSign) and their path lengths hold; unknown critical extensions break
/// it. `helpers` are certificates that came along and are not trusted by themselves. A certificate that is an
/// anchor itself is trusted. An issuer is found by name and, where both state it, by key identifier; of
/// several paths the best counts. `broken` is told only where an issuer was found and something failed under
/// it. Bounds: 8 certificates in a path, 64 signature checks.
ChainVerdict judge_chain(const Certificate& certificate, std::span<const Certificate> helpers,
                         const Anchors& anchors, Time at);

}  // namespace qoltanba::crypto
