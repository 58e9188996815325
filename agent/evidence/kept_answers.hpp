// What of the kept answers is fresh enough, and where they are kept. Of this folder alone.
#pragma once

#include "crypto/revocation/crl.hpp"

#include <string>

namespace qoltanba::agent {

/// An answer without nextUpdate, and without a nonce that shows it was made just now, serves so long.
inline constexpr std::chrono::seconds answer_serves{600};

crypto::Freshness freshness_of_kept(crypto::Freshness freshness);

std::string ocsp_key(const crypto::Certificate& certificate, const crypto::IssuingAuthority& issuer);
std::string list_key(const std::string& url);

/// Whether what was judged so may stand for another moment; what is wrong otherwise is wrong for ever.
bool is_matter_of_time(const Error& error);

/// Whether it says itself that no newer one is there yet.
bool is_current_list(BytesView list, const crypto::Freshness& freshness);

}  // namespace qoltanba::agent
