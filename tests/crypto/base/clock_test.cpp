#include "crypto/base/clock.hpp"

#include "support/catch.hpp"

namespace qoltanba::test {

namespace {

std::string again(std::string_view text) {
    const auto time = time_from_iso(text);
    return time ? to_iso(*time) : "refused";
}

}  // namespace

TEST_CASE("Times are written and read in one ISO form") {
    CHECK(to_iso(Time{}) == "1970-01-01T00:00:00Z");
    CHECK(to_iso(Time{std::chrono::seconds{1784538900}}) == "2026-07-20T09:15:00Z");
    CHECK(again("2026-07-20T09:15:00Z") == "2026-07-20T09:15:00Z");
    CHECK(again("1969-12-31T23:59:59Z") == "1969-12-31T23:59:59Z");
    CHECK(again("2024-02-29T23:59:59Z") == "2024-02-29T23:59:59Z");
    CHECK(again("9999-12-31T23:59:59Z") == "9999-12-31T23:59:59Z");
}

TEST_CASE("A date alone is its midnight") {
    CHECK(again("2026-07-20") == "2026-07-20T00:00:00Z");
}

TEST_CASE("Times that do not exist or stand in another form are nothing") {
    for (const auto* text : {"", "2026-07-20T09:15:00", "2026-07-20 09:15:00Z", "2026-07-20T09:15:00+0",
                             "2026-13-01", "2026-00-01", "2026-02-29", "2026-04-31", "2026-07-20T24:00:00Z",
                             "2026-07-20T23:60:00Z", "2026-07-20T23:59:60Z", "2026/07/20", "20260720",
                             "2026-7-20", "+026-07-20", "2026-07--1", "2026-07-20T-1:00:00Z", "2026-07-2x"}) {
        CAPTURE(text);
        CHECK_FALSE(time_from_iso(text));
    }
}

TEST_CASE("The clock shows whole seconds that do not run backwards here") {
    const auto first = now();
    CHECK(now() >= first);
    CHECK(first > time_from_iso("2024-01-01").value());
}

}  // namespace qoltanba::test
