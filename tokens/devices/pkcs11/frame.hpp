// How a message stands between the agent and a module's process: its size in four octets, the lowest first,
// and then the message (child_process.hpp). Of this folder alone.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

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

/// One request and its answer. `send` takes octets, `receive` fills a span; each gives Result<void>. Errors:
/// theirs; input_output_failure for an answer of more than `largest` octets.
template <typename Send, typename Receive>
Result<Bytes> exchange_frames(BytesView request, std::size_t largest, Send send, Receive receive) {
    auto header = header_of_frame(request.size());
    QOLTANBA_CHECK(send(BytesView(header)));
    QOLTANBA_CHECK(send(request));
    QOLTANBA_CHECK(receive(std::span<std::uint8_t>(header)));
    const auto size = size_of_frame(header);
    if (size > largest) return fail(ErrorCode::input_output_failure, "the answer is too long");
    Bytes answer(size);
    QOLTANBA_CHECK(receive(std::span<std::uint8_t>(answer)));
    return answer;
}

}  // namespace qoltanba::tokens
