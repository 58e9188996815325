// The kernel's table of TCP sockets, asked through sock_diag(7).
#pragma once

#include "crypto/base/result.hpp"

#include <sys/types.h>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace qoltanba::agent {

/// An address in the order of the wire; IPv4 as ::ffff:a.b.c.d (RFC 4291, 2.5.5.2), so that one socket has
/// one form.
using SocketAddress = std::array<std::uint8_t, 16>;

struct SocketEnd {
    SocketAddress address{};
    std::uint16_t port = 0;
    friend bool operator==(const SocketEnd&, const SocketEnd&) = default;
};

struct SocketOwner {
    uid_t user = 0;
    std::uint32_t inode = 0;
};

/// The owner of the connected socket whose own end is `own` and whose other end is `other`; nothing where
/// there is none that is established and still held by a process. Error: input_output_failure.
Result<std::optional<SocketOwner>> connected_socket(const SocketEnd& own, const SocketEnd& other);

/// The sockets that listen on a port, on any address. Error: input_output_failure.
Result<std::vector<SocketOwner>> listening_sockets(std::uint16_t port);

}  // namespace qoltanba::agent
