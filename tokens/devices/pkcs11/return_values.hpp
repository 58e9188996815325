// What went wrong, from the module's numbers to our errors: the one table.
#pragma once

#include "crypto/base/result.hpp"

#include <cstdint>
#include <string_view>

namespace qoltanba::tokens {

/// Whose PIN was given: a wrong one is named after its owner.
enum class PinOwner { user, administrator };

/// The error for what a module returned when it was asked for `step`. A number that is not in the table is a
/// device_function_failed that names it: never is a failure taken for a wrong PIN.
Error error_of(std::uint64_t value, std::string_view step, PinOwner owner = PinOwner::user);

/// The code that the catalogue knows by this name; device_function_failed for any other.
ErrorCode code_by_name(std::string_view name);

}  // namespace qoltanba::tokens
