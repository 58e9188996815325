// How a message stands between the agent and a module's process: its size in four octets, the lowest first,
// and then the message (child_process.hpp). Of this folder alone.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace qoltanba::tokens {

using FrameHeader = std::array<std::uint8_t, 4>;

inline FrameHeader header_of_frame(std::size_t size) {
    FrameHeader header{};
    for (std::size_t i = 0; i < header.size(); ++i) header[i] = static_cast<std::uint8_t>(size >> (8 * i));
    return header;
}

inline std::size_t size_of_frame(const FrameHeader& header) {
    std::size_t size = 0;
    for (std::size_t i = header.size(); i > 0; --i) size = size << 8U | header[i - 1];
    return size;
}

}  // namespace qoltanba::tokens
