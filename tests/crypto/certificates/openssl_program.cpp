#include "openssl_program.hpp"

#include "support/catch.hpp"
#include "support/tool.hpp"

#include <fstream>
#include <sstream>

namespace qoltanba::test {

std::string openssl(std::string arguments, BytesView input) {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "input", std::ios::binary) << text_of(input);
    if (const auto at = arguments.find("{}"); at != std::string::npos) arguments.replace(at, 2, "input");
    const auto run = run_in(folder, "openssl " + arguments);
    INFO(arguments << "\n" << run.output);
    REQUIRE(run.status == 0);
    return run.output;
}

std::string value_of(const std::string& output, const std::string& key) {
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with(key + '=')) return line.substr(key.size() + 1);
    }
    FAIL("openssl says nothing of " << key << ": " << output);
    return {};
}

}  // namespace qoltanba::test
