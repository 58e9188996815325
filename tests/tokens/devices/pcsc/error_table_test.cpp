#include "tokens/devices/pcsc/error_table.hpp"

#include "support/catch.hpp"

namespace qoltanba::tokens::pcsc {
namespace {

TEST_CASE("a code of PC/SC is an error of ours that names the call and the code") {
    const Error error = error_of("SCardListReaders", 0x8010001D);
    CHECK(error.code == ErrorCode::reader_service_unavailable);
    CHECK(error.detail == "SCardListReaders: SCARD_E_NO_SERVICE 0x8010001D");
}

TEST_CASE("what happened to the card, the reader and the service is told apart") {
    CHECK(error_of("", 0x80100069).code == ErrorCode::token_removed);
    CHECK(error_of("", 0x80100066).code == ErrorCode::card_unresponsive);
    CHECK(error_of("", 0x8010000B).code == ErrorCode::device_busy);
    CHECK(error_of("", 0x8010000C).code == ErrorCode::token_not_present);
    CHECK(error_of("", 0x80100009).code == ErrorCode::reader_not_found);
    CHECK(error_of("", 0x8010006A).code == ErrorCode::reader_access_refused);
    CHECK(error_of("", 0x80100003).code == ErrorCode::reader_service_unavailable);
    CHECK(error_of("", 0x80100002).code == ErrorCode::canceled);
}

TEST_CASE("a code that is not in the table is a failure of the reader, with its number") {
    const Error error = error_of("SCardGetStatusChange", 0x6D);  // ERROR_BROKEN_PIPE, from a remote desktop
    CHECK(error.code == ErrorCode::reader_failed);
    CHECK(error.detail == "SCardGetStatusChange: a code of the system 0x0000006D");
}

TEST_CASE("a call that succeeds is no error, and gets its arguments") {
    const auto call = [](int code) { return static_cast<std::uint32_t>(code); };
    CHECK(test::ok(attempt("SCardReleaseContext", call, 0)));
    CHECK(test::error_code(attempt("SCardReleaseContext", call, 1)) == ErrorCode::reader_failed);
}

}  // namespace
}  // namespace qoltanba::tokens::pcsc
