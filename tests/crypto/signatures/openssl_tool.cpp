#include "crypto/signatures/openssl_tool.hpp"

#include "support/catch.hpp"

#include <array>
#include <cstdio>
#include <fstream>

namespace qoltanba::test {

ToolRun run_in(const TemporaryFolder& folder, const std::string& command_line) {
    const auto command = "cd '" + folder.path().string() + "' && " + command_line + " 2>&1";
    std::FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    ToolRun run;
    std::array<char, 4096> piece{};
    while (const auto got = std::fread(piece.data(), 1, piece.size(), pipe))
        run.output.append(piece.data(), got);
    run.status = pclose(pipe);
    return run;
}

ToolRun openssl(const TemporaryFolder& folder, const std::string& arguments) {
    return run_in(folder, "openssl " + arguments);
}

void write_file(const std::filesystem::path& path, BytesView content) {
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    REQUIRE(out.good());
}

}  // namespace qoltanba::test
