// The openssl command as the oracle that is not ours.
#pragma once

#include "crypto/base/bytes.hpp"
#include "support/fixtures.hpp"

#include <string>

namespace qoltanba::test {

struct ToolRun {
    int status = -1;
    std::string output;  ///< standard output and error together
};

/// A command line, in this folder.
ToolRun run_in(const TemporaryFolder& folder, const std::string& command_line);

/// openssl with these arguments, in this folder.
ToolRun openssl(const TemporaryFolder& folder, const std::string& arguments);

void write_file(const std::filesystem::path& path, BytesView content);

}  // namespace qoltanba::test
