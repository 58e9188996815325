// qoltanba-token-module MODULE: loads one PKCS #11 module and answers the program that started it, and nobody
// else. What that module breaks, it breaks here.
#include "tokens/devices/pkcs11/child/channel.hpp"
#include "tokens/devices/pkcs11/module_host.hpp"
#include "tokens/devices/pkcs11/wire.hpp"

#include <exception>

int main(int argc, char** argv) try {
    using namespace qoltanba::tokens;
    if (argc != 2) return 2;
    auto channel = take_channel();
    if (channel == nullptr || !keep_to_itself()) return 2;
    ModuleHost host(module_argument(argv[1]));
    while (const auto request = channel->receive(wire::largest_message))
        if (!channel->send(host.answer(request->view()))) break;
    return 0;
} catch (const std::exception&) {
    return 2;
}
