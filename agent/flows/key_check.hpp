// Whether a key's certificate was revoked, asked before the key signs.
#pragma once

#include "agent/evidence/evidence.hpp"
#include "agent/policy/policy.hpp"
#include "crypto/certificates/filter.hpp"

#include <optional>
#include <stop_token>

namespace qoltanba::agent {

/// Who may be asked, and what follows where nobody tells.
struct KeyCheck {
    Evidence* evidence;  ///< nullptr: nobody
    const crypto::Anchors& anchors;
    RevocationRule rule;
    std::chrono::milliseconds patience;
    Time at;
};

struct KeyStanding {
    std::optional<Error> unfit{};    ///< the key does not sign
    std::optional<Error> caution{};  ///< the person is told, and decides
};

/// Blocks for at most `patience`, and no longer than until `stop`. certificate_revoked
/// makes a key unfit unless the filter allows it; what keeps the status from being known does by the rule of
/// refusal alone. Nothing is asked, and nothing said, where checks are off, of a certificate that leads to no
/// anchor, of an expired one that the request allows, and where there is nobody to ask.
KeyStanding standing_of(const KeyCheck& check, const crypto::Certificate& certificate,
                        const crypto::CertificateFilter& filter, const std::stop_token& stop);

}  // namespace qoltanba::agent
