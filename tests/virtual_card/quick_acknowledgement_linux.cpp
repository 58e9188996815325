#include "virtual_card/quick_acknowledgement.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

namespace qoltanba::test {

void acknowledge_quickly(std::intptr_t socket) {
    const int yes = 1;
    ::setsockopt(static_cast<int>(socket), IPPROTO_TCP, TCP_QUICKACK, &yes, sizeof yes);
}

}  // namespace qoltanba::test
