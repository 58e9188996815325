#include "virtual_card/apdu.hpp"

namespace qoltanba::test {
namespace {

constexpr std::size_t header = 4;

std::size_t expected_from(std::uint8_t le) {
    return le == 0 ? 256 : le;
}

}  // namespace

std::optional<CommandApdu> CommandApdu::read(BytesView octets) {
    if (octets.size() < header) return std::nullopt;
    CommandApdu command{.cla = octets[0], .ins = octets[1], .p1 = octets[2], .p2 = octets[3]};
    const BytesView body = octets.subspan(header);
    if (body.empty()) return command;  // case 1
    if (body.size() == 1) {            // case 2
        command.expected = expected_from(body[0]);
        return command;
    }
    const std::size_t length = body[0];
    if (length == 0 || (body.size() != 1 + length && body.size() != 2 + length)) return std::nullopt;
    command.data = copy_of(body.subspan(1, length));                                    // case 3
    if (body.size() == 2 + length) command.expected = expected_from(body[1 + length]);  // case 4
    return command;
}

Bytes ResponseApdu::octets() const {
    Bytes all = data;
    all.push_back(static_cast<std::uint8_t>(status >> 8U));
    all.push_back(static_cast<std::uint8_t>(status & 0xFFU));
    return all;
}

}  // namespace qoltanba::test
