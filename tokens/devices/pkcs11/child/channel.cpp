#include "tokens/devices/pkcs11/child/channel.hpp"

#include "tokens/devices/pkcs11/frame.hpp"

namespace qoltanba::tokens {

std::optional<SecretBytes> Channel::receive(std::size_t largest) {
    FrameHeader header{};
    if (!read_all(header)) return std::nullopt;
    const auto size = size_of_frame(header);
    if (size > largest) return std::nullopt;
    SecretBytes message(size);
    if (!read_all(message.writable())) return std::nullopt;
    return message;
}

bool Channel::send(BytesView message) {
    Bytes frame = copy_of(header_of_frame(message.size()));
    append(frame, message);
    return write_all(frame);
}

}  // namespace qoltanba::tokens
