#include "crypto/signatures/openssl_tool.hpp"

#include "support/catch.hpp"

#include <fstream>

namespace qoltanba::test {

ToolRun openssl(const TemporaryFolder& folder, const std::string& arguments) {
    return run_in(folder, "openssl " + arguments);
}

void write_file(const std::filesystem::path& path, BytesView content) {
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    REQUIRE(out.good());
}

}  // namespace qoltanba::test
