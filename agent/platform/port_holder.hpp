// Which program listens on a port that the agent wants.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace qoltanba::agent {

struct PortHolder {
    std::string program;  ///< "NCALayer"; empty when the process cannot be looked at
    long process = 0;     ///< its id; 0 when unknown
    std::string user;     ///< whose it is, by name or number
};

/// Who listens on this TCP port of a loopback or wildcard address; nothing when nobody does.
std::optional<PortHolder> port_holder(std::uint16_t port);

/// "port 13579 is held by NCALayer (process 123)".
std::string describe_port_holder(std::uint16_t port, const std::optional<PortHolder>& holder);

}  // namespace qoltanba::agent
