#include "agent/evidence/kept_answers.hpp"

#include "crypto/algorithms/digest.hpp"

#include <algorithm>

namespace qoltanba::agent {

crypto::Freshness freshness_of_kept(crypto::Freshness freshness) {
    freshness.longest_age = std::min(freshness.longest_age.value_or(answer_serves), answer_serves);
    return freshness;
}

std::string ocsp_key(const crypto::Certificate& certificate, const crypto::IssuingAuthority& issuer) {
    const auto authority = crypto::digest_of(crypto::DigestAlgorithm::sha256, issuer.spki);
    return "ocsp " + to_hex(authority) + " " + to_hex(certificate.serial_number());
}

std::string list_key(const std::string& url) {
    return "list " + url;
}

bool is_matter_of_time(const Error& error) {
    return error.code == ErrorCode::revocation_outdated || error.code == ErrorCode::revocation_not_yet_valid;
}

bool is_current_list(BytesView list, const crypto::Freshness& freshness) {
    const auto information = crypto::read_crl_information(list);
    if (!information || !information->next_update) return false;
    return crypto::check_freshness(information->this_update, information->next_update, freshness).has_value();
}

}  // namespace qoltanba::agent
