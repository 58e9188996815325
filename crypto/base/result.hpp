// Result<T>: a value or an Error, and the one macro that passes an error on.
#pragma once

#include "crypto/base/error.hpp"

#include <boost/system/result.hpp>

#include <string>
#include <utility>

namespace qoltanba {

template <typename T>
using Result = boost::system::result<T, Error>;

/// `return fail(ErrorCode::malformed_der, "length runs past the end");`
inline Error fail(ErrorCode code, std::string detail = {}) {
    return {code, std::move(detail), nullptr};
}

}  // namespace qoltanba

#define QOLTANBA_CONCAT_(a, b) a##b
#define QOLTANBA_CONCAT(a, b) QOLTANBA_CONCAT_(a, b)

/// QOLTANBA_TRY(auto key, read_key(bytes)): the value, or return from this function with its error.
#define QOLTANBA_TRY(declaration, expression) \
    QOLTANBA_TRY_(declaration, expression, QOLTANBA_CONCAT(qoltanba_result_, __LINE__))
#define QOLTANBA_TRY_(declaration, expression, result)        \
    auto result = (expression);                               \
    if (result.has_error()) return std::move(result).error(); \
    declaration = std::move(*result)

/// QOLTANBA_CHECK(reader.finish()): nothing, or return from this function with its error.
#define QOLTANBA_CHECK(expression)                                              \
    do {                                                                        \
        if (auto qoltanba_checked = (expression); qoltanba_checked.has_error()) \
            return std::move(qoltanba_checked).error();                         \
    } while (false)
