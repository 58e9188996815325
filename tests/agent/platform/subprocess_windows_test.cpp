#include "agent/platform/subprocess.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/show.hpp"

namespace qoltanba::test {
namespace {

using agent::run;

TEST_CASE("a program gives its output and its exit code") {
    const auto outcome =
        run({.arguments = {"cmd", "/c", "echo out& echo err>&2& exit 7"}, .input = {}, .home = {}});
    REQUIRE(ok(outcome));
    CHECK(outcome->exit_code == 7);
    CHECK(outcome->output.find("out") != std::string::npos);
    CHECK(outcome->output.find("err") != std::string::npos);
}

TEST_CASE("a program reads its input to the end", "[beyond-wine]") {
    const auto outcome =
        run({.arguments = {"cmd"}, .input = "echo first\r\necho second\r\nexit 5\r\n", .home = {}});
    REQUIRE(ok(outcome));
    CHECK(outcome->exit_code == 5);
    CHECK(outcome->output.find("second") != std::string::npos);
}

TEST_CASE("a program sees little of our environment, and starts in its home") {
    const TemporaryFolder home;
    const auto outcome = run({.arguments = {"cmd", "/c", "set & cd"}, .input = {}, .home = home.path()});
    REQUIRE(ok(outcome));
    CHECK(outcome->output.find("LC_ALL=C") != std::string::npos);
    CHECK(outcome->output.find("APPDATA=") == std::string::npos);
    CHECK(outcome->output.find(home.path().filename().string()) != std::string::npos);
}

TEST_CASE("a program that overstays is ended, one that is not there is told") {
    const auto late = run({.arguments = {"cmd", "/c", "for /l %i in (0,0,1) do @rem"},
                           .input = {},
                           .home = {},
                           .time_limit = std::chrono::milliseconds(300)});
    CHECK(error_code(late) == ErrorCode::input_output_failure);
    CHECK(error_code(run({.arguments = {"no-such-program"}, .input = {}, .home = {}})) ==
          ErrorCode::file_not_found);
}

TEST_CASE("of much output the beginning is kept") {
    const auto outcome = run({.arguments = {"cmd", "/c", "for /l %i in (1,1,2000) do @echo %i"},
                              .input = {},
                              .home = {},
                              .output_limit = 100});
    REQUIRE(ok(outcome));
    CHECK(outcome->output.size() == 100);
    CHECK(outcome->output.starts_with("1"));
}

}  // namespace
}  // namespace qoltanba::test
