// Runs the openssl program, the oracle of these tests.
#pragma once

#include "support/catch.hpp"
#include "support/tool.hpp"

#include <string>

namespace qoltanba::test {

/// `openssl <arguments>` in that folder; the test fails when the program does.
inline void openssl(const TemporaryFolder& folder, const std::string& arguments) {
    const auto run = run_in(folder, "openssl " + arguments);
    INFO(arguments << "\n" << run.output);
    REQUIRE(run.status == 0);
}

}  // namespace qoltanba::test
