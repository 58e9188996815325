#include "crypto/revocation/status.hpp"

namespace qoltanba::crypto {

Result<void> check_not_from_future(Time made, const Freshness& freshness) {
    if (!freshness.or_later && made > freshness.at + freshness.tolerance)
        return fail(ErrorCode::revocation_not_yet_valid, "of " + to_iso(made));
    return {};
}

Result<void> check_freshness(Time this_update, std::optional<Time> next_update, const Freshness& freshness) {
    QOLTANBA_CHECK(check_not_from_future(this_update, freshness));
    if (next_update && freshness.at > *next_update + freshness.tolerance)
        return fail(ErrorCode::revocation_outdated, "until " + to_iso(*next_update));
    const bool aged = !next_update && freshness.longest_age &&
                      freshness.at - this_update > *freshness.longest_age + freshness.tolerance;
    if (aged) return fail(ErrorCode::revocation_outdated, "of " + to_iso(this_update));
    return {};
}

Result<RevocationReason> revocation_reason(std::int64_t number) {
    if (number < 0 || number > 10 || number == 7)
        return fail(ErrorCode::malformed_der, "no CRLReason: " + std::to_string(number));
    return static_cast<RevocationReason>(number);
}

}  // namespace qoltanba::crypto
