// Runs the openssl program, the oracle of these tests.
#pragma once

#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <cstdlib>
#include <string>

namespace qoltanba::test {

/// `openssl <arguments>` in that folder; the test fails when the program does.
inline void openssl(const TemporaryFolder& folder, const std::string& arguments) {
    const std::string command =
        "cd '" + folder.path().string() + "' && openssl " + arguments + " 2>openssl.log";
    INFO(command);
    REQUIRE(std::system(command.c_str()) == 0);
}

}  // namespace qoltanba::test
