#include "agent/program/log.hpp"

#include "support/catch.hpp"

#include <algorithm>

using qoltanba::agent::log_line;

TEST_CASE("Words of others make no lines in the log, no long ones, and give a terminal no orders") {
    const auto line = log_line("time_stamp_refused: rejection (\x1b]0;owned\a\n[warning] a site is refused)");
    const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7F; };
    CHECK(std::none_of(line.begin(), line.end(), is_control));
    CHECK(line.starts_with("time_stamp_refused: rejection ("));
    CHECK(log_line(std::string(10'000, 'x')).size() <= 500);
    CHECK(log_line("қате") == "қате");
}
