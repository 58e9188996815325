// The command line of qoltanba-agent; what is nothing was not given. Every run can be isolated: its own port,
// configuration and key folder.
#pragma once

#include "agent/policy/policy.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace qoltanba::agent {

enum class Face { qt, terminal };

inline constexpr std::uint16_t default_port = 13579;
inline constexpr std::size_t default_max_frame_mebibytes = 256;

struct Options {
    std::optional<std::uint16_t> port;               ///< 0 takes a free one
    std::filesystem::path config_dir;                ///< empty: the user's own
    std::vector<std::filesystem::path> key_folders;  ///< given: these alone, and not the usual places
    std::optional<std::filesystem::path> anchors;
    Face face = Face::qt;
    std::string log_level = "info";
    std::optional<std::size_t> max_frame_mebibytes;
    bool allow_local_clients = false;
    std::vector<std::string> time_stamp_services;  ///< as the policy's; empty: the national authority's
    std::optional<OfflineStamp> time_stamp_offline;
    std::optional<RevocationRule> revocation;
    bool register_trust = true;  ///< in the user's browsers, when the identity is new
};

/// The options, or the exit status where there is nothing to run (--help, a mistake); the text is printed.
std::variant<Options, int> read_options(int argc, char** argv);

}  // namespace qoltanba::agent
