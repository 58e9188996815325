#include "crypto/validation/indication.hpp"

#include <array>

namespace qoltanba::crypto {

std::string_view name_of(Indication indication) {
    constexpr std::array<std::string_view, 3> names{"TOTAL-PASSED", "TOTAL-FAILED", "INDETERMINATE"};
    return names.at(static_cast<std::size_t>(indication));
}

std::string_view name_of(SubIndication sub_indication) {
    constexpr std::array<std::string_view, 21> names{
        "",
        "FORMAT_FAILURE",
        "HASH_FAILURE",
        "SIG_CRYPTO_FAILURE",
        "REVOKED",
        "EXPIRED",
        "NOT_YET_VALID",
        "SIG_CONSTRAINTS_FAILURE",
        "CHAIN_CONSTRAINTS_FAILURE",
        "CERTIFICATE_CHAIN_GENERAL_FAILURE",
        "CRYPTO_CONSTRAINTS_FAILURE",
        "TIMESTAMP_ORDER_FAILURE",
        "NO_SIGNING_CERTIFICATE_FOUND",
        "NO_CERTIFICATE_CHAIN_FOUND",
        "REVOKED_NO_POE",
        "REVOKED_CA_NO_POE",
        "OUT_OF_BOUNDS_NOT_REVOKED",
        "OUT_OF_BOUNDS_NO_POE",
        "CRYPTO_CONSTRAINTS_FAILURE_NO_POE",
        "TRY_LATER",
        "SIGNED_DATA_NOT_FOUND",
    };
    static_assert(names.size() == static_cast<std::size_t>(SubIndication::signed_data_not_found) + 1);
    return names.at(static_cast<std::size_t>(sub_indication));
}

}  // namespace qoltanba::crypto
