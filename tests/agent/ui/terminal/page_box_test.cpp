#include "agent/ui/terminal/page_box.hpp"

#include "support/catch.hpp"

#include <sstream>

using qoltanba::agent::boxed;

TEST_CASE("every line of a page's text is marked") {
    CHECK(boxed("one\n\ntwo", 10).lines == "  | one\n  | \n  | two\n");
    CHECK(boxed("", 10).lines.empty());
}

TEST_CASE("a long line is broken so that no part of it stands unmarked") {
    const auto box = boxed(std::string(100, 'x') + " Sign? ", 10);
    CHECK(box.lines == "  | " + std::string(72, 'x') + "\n  | " + std::string(28, 'x') + " Sign? \n");
    std::string wide;
    for (int i = 0; i < 100; ++i) wide += "本";
    std::istringstream lines(boxed(wide, 10).lines);
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 4 + 36 * 3);
}

TEST_CASE("a box that is full says so") {
    CHECK(boxed("1\n2\n3\n", 2).lines == "  | 1\n  | 2\n");
    CHECK(boxed("1\n2\n3\n", 2).is_cut);
    CHECK_FALSE(boxed("1\n2\n", 2).is_cut);
    CHECK_FALSE(boxed("1\n2", 2).is_cut);
}
