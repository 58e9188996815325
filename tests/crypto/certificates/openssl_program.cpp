#include "openssl_program.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <array>
#include <cstdio>
#include <fstream>
#include <sstream>

namespace qoltanba::test {

std::string openssl(std::string arguments, BytesView input) {
    const TemporaryFolder folder;
    const auto file = folder.path() / "input";
    std::ofstream(file, std::ios::binary) << text_of(input);
    if (const auto at = arguments.find("{}"); at != std::string::npos)
        arguments.replace(at, 2, file.string());
    const auto command = "openssl " + arguments;
    std::FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::string output;
    std::array<char, 4096> buffer{};
    while (const auto size = std::fread(buffer.data(), 1, buffer.size(), pipe))
        output.append(buffer.data(), size);
    const int status = pclose(pipe);
    INFO(command);
    REQUIRE(status == 0);
    return output;
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
