// qoltanba-token-module as a later package has it: its wire is of another version, and it understands nothing
// of ours.
#include "tokens/devices/pkcs11/child/channel.hpp"
#include "tokens/devices/pkcs11/messages.hpp"
#include "tokens/devices/pkcs11/wire.hpp"

int main() {
    using namespace qoltanba::tokens;
    const auto channel = take_channel();
    if (channel == nullptr) return 2;
    auto greeting = write_greeting();
    ++greeting.at(greeting.size() - sizeof wire::version);
    while (channel->receive(wire::largest_message))
        if (!channel->send(greeting)) break;
}
