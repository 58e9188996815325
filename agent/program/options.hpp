// The command line of qoltanba-agent. Every run can be isolated: its own port, configuration and key folder.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace qoltanba::agent {

enum class Face { qt, terminal };

struct Options {
    std::uint16_t port = 13579;
    std::filesystem::path config_dir;                ///< empty: the user's own
    std::vector<std::filesystem::path> key_folders;  ///< given: these alone, and not the usual places
    std::optional<std::filesystem::path> anchors;
    Face face = Face::qt;
    std::string log_level = "info";
    std::size_t max_frame_mebibytes = 256;
    bool allow_local_clients = false;
    bool register_trust = true;  ///< in the user's browsers, when the identity is new
};

/// The options, or the exit status where there is nothing to run (--help, a mistake); the text is printed.
std::variant<Options, int> read_options(int argc, char** argv);

}  // namespace qoltanba::agent
