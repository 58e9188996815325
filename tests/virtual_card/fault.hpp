// How a virtual card goes wrong on demand.
#pragma once

#include "virtual_card/piv_card.hpp"

#include <optional>

namespace qoltanba::test {

struct Fault {
    enum class Kind {
        status,     ///< answered with `status` and no data; the card itself does not see the command
        truncated,  ///< the answer's first octet alone: not even a status word
        too_long,   ///< more octets than any Le allows before the status word
        silent,     ///< never answered
        empty,      ///< a message of length 0, which no card sends; vpcd goes on waiting
        removal,    ///< pulled out before it answers
    };
    Kind kind = Kind::status;
    std::uint16_t status = status::no_explanation;
    std::optional<std::uint8_t> instruction{};  ///< commands with another INS are left alone
    unsigned after = 0;                         ///< as many of them are answered rightly first
    unsigned times = 1;                         ///< as many of them then go wrong
};

/// Decides for each command which fault it meets.
class Trouble {
  public:
    explicit Trouble(const Fault& fault) : fault_(fault) {}

    /// The fault that this command meets; nothing where it is answered rightly.
    [[nodiscard]] std::optional<Fault> meets(BytesView command);

  private:
    Fault fault_;
};

/// What goes over the wire instead of this right answer; for truncated and too_long.
Bytes distorted(Fault::Kind kind, Bytes answer);

}  // namespace qoltanba::test
