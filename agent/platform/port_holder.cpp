#include "agent/platform/port_holder.hpp"

namespace qoltanba::agent {

std::string describe_port_holder(std::uint16_t port, const std::optional<PortHolder>& holder) {
    const std::string text = "port " + std::to_string(port) + " is held by ";
    if (!holder) return text + "another program";
    if (holder->process == 0) return text + "a program of user " + holder->user;
    return text + holder->program + " (process " + std::to_string(holder->process) + ")";
}

}  // namespace qoltanba::agent
