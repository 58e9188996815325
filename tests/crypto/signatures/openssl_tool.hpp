// The openssl command as the oracle that is not ours.
#pragma once

#include "crypto/base/bytes.hpp"
#include "support/fixtures.hpp"
#include "support/tool.hpp"

#include <string>

namespace qoltanba::test {

/// openssl with these arguments, in this folder.
ToolRun openssl(const TemporaryFolder& folder, const std::string& arguments);

void write_file(const std::filesystem::path& path, BytesView content);

}  // namespace qoltanba::test
