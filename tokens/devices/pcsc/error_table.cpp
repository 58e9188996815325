#include "tokens/devices/pcsc/error_table.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace qoltanba::tokens::pcsc {
namespace {

struct Row {
    std::uint32_t code;
    std::string_view name;
    ErrorCode means;
};

constexpr std::array table{
    // The service
    Row{0x80100003, "SCARD_E_INVALID_HANDLE", ErrorCode::reader_service_unavailable},  // it was started anew
    Row{0x80100012, "SCARD_E_SYSTEM_CANCELLED", ErrorCode::reader_service_unavailable},
    Row{0x80100013, "SCARD_F_COMM_ERROR",
        ErrorCode::reader_service_unavailable},  // pcscd went while it was asked
    Row{0x80100018, "SCARD_P_SHUTDOWN", ErrorCode::reader_service_unavailable},
    Row{0x8010001D, "SCARD_E_NO_SERVICE", ErrorCode::reader_service_unavailable},
    Row{0x8010001E, "SCARD_E_SERVICE_STOPPED", ErrorCode::reader_service_unavailable},
    Row{0x80100027, "SCARD_E_NO_ACCESS", ErrorCode::reader_access_refused},
    Row{0x8010006A, "SCARD_W_SECURITY_VIOLATION", ErrorCode::reader_access_refused},  // polkit said no
    Row{0x80100002, "SCARD_E_CANCELLED", ErrorCode::canceled},
    // The reader
    Row{0x80100009, "SCARD_E_UNKNOWN_READER", ErrorCode::reader_not_found},
    Row{0x80100017, "SCARD_E_READER_UNAVAILABLE", ErrorCode::reader_not_found},
    Row{no_readers, "SCARD_E_NO_READERS_AVAILABLE", ErrorCode::reader_not_found},
    Row{0x80100001, "SCARD_F_INTERNAL_ERROR", ErrorCode::reader_failed},
    Row{0x80100007, "SCARD_F_WAITED_TOO_LONG", ErrorCode::reader_failed},
    Row{0x80100014, "SCARD_F_UNKNOWN_ERROR", ErrorCode::reader_failed},
    Row{0x8010001A, "SCARD_E_READER_UNSUPPORTED", ErrorCode::reader_failed},
    Row{0x8010001F, "SCARD_E_UNEXPECTED", ErrorCode::reader_failed},
    Row{0x80100022, "SCARD_E_UNSUPPORTED_FEATURE", ErrorCode::reader_failed},
    Row{0x8010002F, "SCARD_E_COMM_DATA_LOST", ErrorCode::reader_failed},
    // The card
    Row{0x8010000C, "SCARD_E_NO_SMARTCARD", ErrorCode::token_not_present},
    Row{0x80100069, "SCARD_W_REMOVED_CARD", ErrorCode::token_removed},
    Row{0x8010000B, "SCARD_E_SHARING_VIOLATION", ErrorCode::device_busy},
    Row{0x80100068, "SCARD_W_RESET_CARD", ErrorCode::device_busy},  // by another program
    Row{timed_out, "SCARD_E_TIMEOUT", ErrorCode::card_unresponsive},
    Row{0x8010000F, "SCARD_E_PROTO_MISMATCH", ErrorCode::card_unresponsive},
    Row{0x80100010, "SCARD_E_NOT_READY", ErrorCode::card_unresponsive},
    Row{0x80100015, "SCARD_E_INVALID_ATR", ErrorCode::card_unresponsive},
    Row{0x80100016, "SCARD_E_NOT_TRANSACTED", ErrorCode::card_unresponsive},
    Row{0x80100066, "SCARD_W_UNRESPONSIVE_CARD", ErrorCode::card_unresponsive},
    Row{0x80100067, "SCARD_W_UNPOWERED_CARD", ErrorCode::card_unresponsive},
    Row{0x8010000D, "SCARD_E_UNKNOWN_CARD", ErrorCode::token_not_recognised},
    Row{0x8010001C, "SCARD_E_CARD_UNSUPPORTED", ErrorCode::token_not_recognised},
    Row{0x80100065, "SCARD_W_UNSUPPORTED_CARD", ErrorCode::token_not_recognised},
    // Our own faults
    Row{0x80100004, "SCARD_E_INVALID_PARAMETER", ErrorCode::internal},
    Row{0x80100006, "SCARD_E_NO_MEMORY", ErrorCode::internal},
    Row{0x80100008, "SCARD_E_INSUFFICIENT_BUFFER", ErrorCode::internal},
    Row{0x80100011, "SCARD_E_INVALID_VALUE", ErrorCode::internal},
};

}  // namespace

Error error_of(std::string_view call, std::uint32_t code) {
    const auto row = std::ranges::find(table, code, &Row::code);
    const bool is_known = row != table.end();
    std::array<char, 16> number{};
    (void)std::snprintf(number.data(), number.size(), "0x%08X", static_cast<unsigned>(code));
    std::string detail(call);
    detail.append(": ")
        .append(is_known ? row->name : "a code of the system")
        .append(" ")
        .append(number.data());
    return fail(is_known ? row->means : ErrorCode::reader_failed, std::move(detail));
}

}  // namespace qoltanba::tokens::pcsc
