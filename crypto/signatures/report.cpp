#include "crypto/signatures/report.hpp"

#include <algorithm>

namespace qoltanba::crypto {

bool SignatureReport::intact() const {
    return !signatures.empty() &&
           std::none_of(signatures.begin(), signatures.end(),
                        [](const SignatureVerdict& verdict) { return verdict.fault.has_value(); });
}

}  // namespace qoltanba::crypto
