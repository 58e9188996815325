// A PIV card that plugs itself into vpcd, the reader driver of the vsmartcard project: TCP to vpcd, each
// message with a length of two octets, most significant first. A message of one octet is a control: 0 power
// off, 1 power on, 2 reset, 4 "what is your ATR"; anything else is a command APDU.
#pragma once

#include "virtual_card/fault.hpp"

#include <chrono>
#include <memory>

namespace qoltanba::test {

class VirtualCard {
  public:
    /// vpcd listens on this port of the loopback for its first reader; for the second on the next one.
    static constexpr std::uint16_t vpcd_port = 35963;

    /// Not yet inserted. A thread of its own does the rest.
    explicit VirtualCard(Personalisation personalisation, std::uint16_t port = vpcd_port);
    ~VirtualCard();
    VirtualCard(const VirtualCard&) = delete;
    VirtualCard& operator=(const VirtualCard&) = delete;

    /// From now on the card is there: it connects to vpcd, again and again where that is not (yet) running.
    void insert();
    /// Pulled out, also in the middle of a command. Returns when the connection is closed.
    void remove();
    [[nodiscard]] bool is_inserted() const;

    /// Each answer takes this much longer.
    void answer_after(std::chrono::milliseconds delay);
    /// Replaces the fault that was asked for before.
    void misbehave(const Fault& fault);
    void behave();

    [[nodiscard]] Counters counters() const;
    [[nodiscard]] unsigned pin_tries_left() const;
    [[nodiscard]] unsigned puk_tries_left() const;

  private:
    class Implementation;
    std::unique_ptr<Implementation> implementation_;
};

}  // namespace qoltanba::test
