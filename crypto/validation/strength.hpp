// Algorithms that prove nothing by themselves any more, and since when. Of this folder alone.
#pragma once

#include "crypto/validation/report.hpp"

namespace qoltanba::crypto::validation {

/// What a signature rests on.
struct Material {
    std::vector<DigestAlgorithm> digests{};
    std::optional<Certificate> certificate{};  ///< whose key made it
};

/// Whether a signature of this material that existed at this moment is to be believed; passed or
/// crypto_constraints_failure_no_poe, or, where it is known to have been made later than that
/// (`not_before`), crypto_constraints_failure.
///  - SHA-1 since 2017-02-23, when the first collision was published (shattered.io): two documents with one
///    digest can be made, and the right digest does not say which of them was signed.
///  - RSA below 2048 bits since 2014-01-01 (NIST SP 800-131A Rev. 2, 3).
Conclusion judge_strength(const Material& material, Time existed_at, std::optional<Time> not_before);

}  // namespace qoltanba::crypto::validation
