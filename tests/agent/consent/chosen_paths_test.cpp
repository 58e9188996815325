#include "agent/consent/chosen_paths.hpp"

#include "support/catch.hpp"

using namespace qoltanba::agent;
using namespace std::chrono_literals;

namespace {

const Caller bank{"https://bank.example"};
const Caller shop{"https://shop.example"};

}  // namespace

TEST_CASE("A path the person chose may be named once") {
    ChosenPaths paths;
    paths.note(bank, "/home/a/contract.pdf");
    CHECK(paths.take(bank, "/home/a/contract.pdf"));
    CHECK_FALSE(paths.take(bank, "/home/a/contract.pdf"));
}

TEST_CASE("A path nobody chose may not be named") {
    ChosenPaths paths;
    paths.note(bank, "/home/a/contract.pdf");
    CHECK_FALSE(paths.take(bank, "/etc/passwd"));
    CHECK_FALSE(paths.take(bank, "/home/a/../a/contract.pdf"));
}

TEST_CASE("A path chosen for one site is not another's") {
    ChosenPaths paths;
    paths.note(bank, "/home/a/contract.pdf");
    CHECK_FALSE(paths.take(shop, "/home/a/contract.pdf"));
    CHECK_FALSE(paths.take(Caller{}, "/home/a/contract.pdf"));
    CHECK(paths.take(bank, "/home/a/contract.pdf"));
}

TEST_CASE("A chosen path is forgotten after ten minutes") {
    const auto start = ChosenPaths::Clock::now();
    ChosenPaths paths;
    paths.note(bank, "/a", start);
    paths.note(bank, "/b", start);
    CHECK(paths.take(bank, "/a", start + 10min));
    CHECK_FALSE(paths.take(bank, "/b", start + 10min + 1s));
}
