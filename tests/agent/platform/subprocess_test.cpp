#include "agent/platform/subprocess.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>

namespace qoltanba::test {
namespace {

using agent::Command;
using agent::run;
using namespace std::chrono_literals;

Command shell(std::string script) {
    return {.arguments = {"sh", "-c", std::move(script)}, .input = {}, .home = {}};
}

TEST_CASE("a program's output and exit code are told") {
    const auto outcome = run(shell("echo to output; echo to error >&2; exit 3"));
    REQUIRE(ok(outcome));
    CHECK(outcome->exit_code == 3);
    CHECK(outcome->output == "to output\nto error\n");
}

TEST_CASE("arguments reach the program as they are") {
    const auto outcome =
        run({.arguments = {"printf", "%s|", "a b", "$HOME", "; ls", "'\""}, .input = {}, .home = {}});
    REQUIRE(ok(outcome));
    CHECK(outcome->output == "a b|$HOME|; ls|'\"|");
}

TEST_CASE("the input may be larger than a pipe holds") {
    const auto outcome = run({.arguments = {"wc", "-c"}, .input = std::string(300'000, 'x'), .home = {}});
    REQUIRE(ok(outcome));
    CHECK(outcome->output == "300000\n");
}

TEST_CASE("the program sees a small environment and starts in its home") {
    const TemporaryFolder home;
    auto command = shell("env | sort | cut -d= -f1; pwd");
    command.home = home.path();
    const auto outcome = run(command);
    REQUIRE(ok(outcome));
    // PWD and _ are the shell's own.
    CHECK(outcome->output == "HOME\nLC_ALL\nPATH\nPWD\n" + home.path().string() + "\n");
}

TEST_CASE("the program inherits none of our open files") {
    const int open = ::open("/dev/null", O_RDONLY);  // not close-on-exec
    REQUIRE(open > 2);
    const auto outcome = run(shell("ls /proc/$$/fd"));
    ::close(open);
    REQUIRE(ok(outcome));
    CHECK(outcome->output.starts_with("0\n1\n2\n"));
    CHECK(outcome->output.find("\n" + std::to_string(open) + "\n") == std::string::npos);
}

TEST_CASE("a program that takes too long is ended with what it started") {
    const TemporaryFolder folder;
    auto command = shell("(sleep 2; touch late) & sleep 60");
    command.home = folder.path();
    command.time_limit = 200ms;
    const auto begin = std::chrono::steady_clock::now();
    CHECK(error_code(run(command)) == ErrorCode::input_output_failure);
    CHECK(std::chrono::steady_clock::now() - begin < 1900ms);
    ::usleep(2'300'000);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "late"));
}

TEST_CASE("more output than the limit is read and thrown away") {
    auto command = shell("head -c 200000 /dev/zero | tr '\\0' x");
    command.output_limit = 1000;
    const auto outcome = run(command);
    REQUIRE(ok(outcome));
    CHECK(outcome->output == std::string(1000, 'x'));
}

TEST_CASE("an absent program and one that dies of a signal are told apart") {
    CHECK(error_code(run({.arguments = {"qoltanba-no-such-program"}, .input = {}, .home = {}})) ==
          ErrorCode::file_not_found);
    const auto killed = run(shell("kill -9 $$"));
    REQUIRE(ok(killed));
    CHECK(killed->exit_code == 128 + 9);
}

}  // namespace
}  // namespace qoltanba::test
