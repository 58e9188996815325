#include "crypto/validation/strength.hpp"

#include <algorithm>

namespace qoltanba::crypto::validation {
namespace {

using namespace std::chrono;

constexpr Time sha1_broken{sys_days{year{2017} / February / 23}};
constexpr Time small_rsa_disallowed{sys_days{year{2014} / January / 1}};
constexpr std::size_t smallest_rsa = 2048;

struct Weakness {
    std::string name;
    Time since;
};

std::vector<Weakness> weaknesses_of(const Material& material) {
    std::vector<Weakness> found;
    if (std::ranges::find(material.digests, DigestAlgorithm::sha1) != material.digests.end())
        found.push_back({"SHA-1", sha1_broken});
    if (!material.certificate) return found;
    const auto key = material.certificate->public_key();
    if (key.has_value() && key->family() == KeyFamily::rsa && key->bits() < smallest_rsa)
        found.push_back({"RSA of " + std::to_string(key->bits()) + " bits", small_rsa_disallowed});
    return found;
}

}  // namespace

Conclusion judge_strength(const Material& material, Time existed_at, std::optional<Time> not_before) {
    Conclusion conclusion{.indication = Indication::total_passed};
    for (const auto& weakness : weaknesses_of(material)) {
        if (existed_at < weakness.since) continue;
        const bool known_later = not_before && *not_before >= weakness.since;
        conclusion.indication = Indication::indeterminate;
        if (known_later)
            conclusion.sub_indication = SubIndication::crypto_constraints_failure;
        else if (conclusion.sub_indication == SubIndication::none)
            conclusion.sub_indication = SubIndication::crypto_constraints_failure_no_poe;
        conclusion.reasons.push_back(fail(ErrorCode::algorithm_outdated, weakness.name));
    }
    return conclusion;
}

}  // namespace qoltanba::crypto::validation
