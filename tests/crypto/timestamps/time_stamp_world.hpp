// A demonstration authority for each family, made once, and requests to its time stamp authority.
#pragma once

#include "crypto/timestamps/judge.hpp"
#include "responders/time_stamp_authority.hpp"

#include <map>

namespace qoltanba::test {

inline const Time stamp_time = *time_from_iso("2026-07-20T09:15:00Z");
inline constexpr std::string_view stamped_text = "stamped";

inline const Authority& authority_of(crypto::KeyFamily family) {
    static std::map<crypto::KeyFamily, Authority> authorities;
    const auto known = authorities.find(family);
    if (known != authorities.end()) return known->second;
    return authorities.emplace(family, Authority(family, stamp_time)).first->second;
}

/// The authority's intermediate alone: what a verifier pins.
inline crypto::Anchors anchors_of(crypto::KeyFamily family) {
    crypto::Anchors anchors;
    anchors.add(authority_of(family).intermediate());
    return anchors;
}

inline crypto::TimeStampRequest request_for(crypto::DigestAlgorithm algorithm) {
    return {.algorithm = algorithm,
            .imprint = crypto::digest_of(algorithm, bytes_of(stamped_text)),
            .policy = "1.2.398.3.3.2.6.4",
            .nonce = {0x00, 0xE4, 0x08, 0xFF, 0xB7, 0x90, 0x83, 0x4A}};
}

}  // namespace qoltanba::test
