#include "support/catch.hpp"
#include "support/tool.hpp"

#include <array>
#include <cstdio>

namespace qoltanba::test {

ToolRun run_in(const TemporaryFolder& folder, const std::string& command_line) {
    const auto command = "cd '" + folder.path().string() + "' && " + command_line + " 2>&1";
    std::FILE* pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    ToolRun run;
    std::array<char, 4096> piece{};
    while (const auto got = std::fread(piece.data(), 1, piece.size(), pipe))
        run.output.append(piece.data(), got);
    run.status = ::pclose(pipe);
    return run;
}

}  // namespace qoltanba::test
