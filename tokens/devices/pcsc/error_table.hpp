// The one table of PC/SC's codes. pcsc-lite (pcsclite.h) and Windows (winerror.h) give them the same numbers.
#pragma once

#include "crypto/base/result.hpp"

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

namespace qoltanba::tokens::pcsc {

constexpr std::uint32_t success = 0;
constexpr std::uint32_t timed_out = 0x8010000A;
constexpr std::uint32_t no_readers = 0x8010002E;

/// What a call's code other than success means to us. The detail names the call and the code.
Error error_of(std::string_view call, std::uint32_t code);

/// Every call of PC/SC goes through here: attempt("SCardReleaseContext", calls::release, context).
template <typename Call, typename... Arguments>
Result<void> attempt(std::string_view name, Call&& call, Arguments&&... arguments) {
    const std::uint32_t code = std::invoke(std::forward<Call>(call), std::forward<Arguments>(arguments)...);
    if (code != success) return error_of(name, code);
    return {};
}

}  // namespace qoltanba::tokens::pcsc
