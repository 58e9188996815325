// The two halves of the demonstration.
#pragma once

#include <cstdint>
#include <filesystem>

namespace qoltanba::demo {

/// Serves the files of a folder on http://127.0.0.1:<port>/ until the process is ended.
int serve(const std::filesystem::path& folder, std::uint16_t port);

/// Asks the agent on this port for two signatures and writes them to the folder as document.cms and
/// document.xml. `ca` is the agent's localhost CA.
int converse(std::uint16_t port, const std::filesystem::path& ca, const std::filesystem::path& folder);

}  // namespace qoltanba::demo
