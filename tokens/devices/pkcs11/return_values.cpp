#include "tokens/devices/pkcs11/return_values.hpp"

#include "crypto/base/bytes.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace qoltanba::tokens {
namespace {

struct Entry {
    std::uint64_t value;
    std::string_view name;
    ErrorCode code;
};

// PKCS #11 v2.40, 5.1: return values by name. Where the standard's text leaves open whose fault it is, the
// code is the one whose advice helps.
constexpr std::array table{
    Entry{0x01, "CKR_CANCEL", ErrorCode::canceled},
    Entry{0x02, "CKR_HOST_MEMORY", ErrorCode::device_module_failed},
    Entry{0x03, "CKR_SLOT_ID_INVALID", ErrorCode::token_not_present},
    Entry{0x05, "CKR_GENERAL_ERROR", ErrorCode::device_function_failed},
    Entry{0x06, "CKR_FUNCTION_FAILED", ErrorCode::device_function_failed},
    Entry{0x07, "CKR_ARGUMENTS_BAD", ErrorCode::device_function_failed},
    Entry{0x10, "CKR_ATTRIBUTE_READ_ONLY", ErrorCode::token_write_protected},
    Entry{0x30, "CKR_DEVICE_ERROR", ErrorCode::device_error},
    Entry{0x31, "CKR_DEVICE_MEMORY", ErrorCode::token_full},
    Entry{0x32, "CKR_DEVICE_REMOVED", ErrorCode::token_removed},
    Entry{0x50, "CKR_FUNCTION_CANCELED", ErrorCode::canceled},
    Entry{0x54, "CKR_FUNCTION_NOT_SUPPORTED", ErrorCode::device_function_failed},
    Entry{0x60, "CKR_KEY_HANDLE_INVALID", ErrorCode::token_removed},
    Entry{0x62, "CKR_KEY_SIZE_RANGE", ErrorCode::unsupported_key},
    Entry{0x63, "CKR_KEY_TYPE_INCONSISTENT", ErrorCode::unsupported_key},
    Entry{0x68, "CKR_KEY_FUNCTION_NOT_PERMITTED", ErrorCode::unsupported_key},
    Entry{0x70, "CKR_MECHANISM_INVALID", ErrorCode::unsupported_algorithm},
    Entry{0x71, "CKR_MECHANISM_PARAM_INVALID", ErrorCode::unsupported_algorithm},
    Entry{0xA0, "CKR_PIN_INCORRECT", ErrorCode::wrong_pin},
    Entry{0xA1, "CKR_PIN_INVALID", ErrorCode::pin_not_accepted},
    Entry{0xA2, "CKR_PIN_LEN_RANGE", ErrorCode::pin_length_wrong},
    Entry{0xA3, "CKR_PIN_EXPIRED", ErrorCode::pin_expired},
    Entry{0xA4, "CKR_PIN_LOCKED", ErrorCode::pin_locked},
    Entry{0xB0, "CKR_SESSION_CLOSED", ErrorCode::token_removed},
    Entry{0xB1, "CKR_SESSION_COUNT", ErrorCode::device_busy},
    Entry{0xB3, "CKR_SESSION_HANDLE_INVALID", ErrorCode::token_removed},
    Entry{0xB5, "CKR_SESSION_READ_ONLY", ErrorCode::token_write_protected},
    Entry{0xE0, "CKR_TOKEN_NOT_PRESENT", ErrorCode::token_not_present},
    Entry{0xE1, "CKR_TOKEN_NOT_RECOGNIZED", ErrorCode::token_not_recognised},
    Entry{0xE2, "CKR_TOKEN_WRITE_PROTECTED", ErrorCode::token_write_protected},
    Entry{0x101, "CKR_USER_NOT_LOGGED_IN", ErrorCode::token_removed},
    Entry{0x102, "CKR_USER_PIN_NOT_INITIALIZED", ErrorCode::pin_not_set},
    Entry{0x104, "CKR_USER_ANOTHER_ALREADY_LOGGED_IN", ErrorCode::device_busy},
    Entry{0x105, "CKR_USER_TOO_MANY_TYPES", ErrorCode::device_busy},
    Entry{0x200, "CKR_FUNCTION_REJECTED", ErrorCode::canceled},
};

ErrorCode code_for(ErrorCode code, PinOwner owner) {
    if (owner == PinOwner::user) return code;
    if (code == ErrorCode::wrong_pin) return ErrorCode::wrong_puk;
    if (code == ErrorCode::pin_locked) return ErrorCode::puk_locked;
    return code;
}

}  // namespace

Error error_of(std::uint64_t value, std::string_view step, PinOwner owner) {
    const auto* found = std::ranges::find(table, value, &Entry::value);
    if (found != table.end())
        return fail(code_for(found->code, owner), std::string(step) + ": " + std::string(found->name));
    // Most significant octet first, as the standard's tables and vendors' manuals print it.
    Bytes octets;
    for (int shift = 56; shift >= 0; shift -= 8) octets.push_back(static_cast<std::uint8_t>(value >> shift));
    return fail(ErrorCode::device_function_failed, std::string(step) + ": 0x" + to_hex(octets));
}

ErrorCode code_by_name(std::string_view name) {
    for (int number = 0; number <= static_cast<int>(ErrorCode::internal); ++number) {
        const auto code = static_cast<ErrorCode>(number);
        if (name_of(code) == name) return code;
    }
    return ErrorCode::device_function_failed;
}

}  // namespace qoltanba::tokens
