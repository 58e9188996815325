// How results and errors print when an assertion fails.
#pragma once

#include "crypto/base/result.hpp"

namespace qoltanba::test {

/// REQUIRE(ok(result)) prints the error when there is one.
template <typename T>
[[nodiscard]] bool ok(const Result<T>& result) {
    if (result.has_error()) UNSCOPED_INFO(describe(result.error()));
    return result.has_value();
}

/// The code of the error a result must have.
template <typename T>
[[nodiscard]] ErrorCode error_code(const Result<T>& result) {
    REQUIRE(result.has_error());
    return result.error().code;
}

}  // namespace qoltanba::test
