// vpcd of Debian 12 sends a message's length and its octets apart. With Nagle's algorithm on its side the
// second part waits for the acknowledgement of the first, which Linux holds back for 40 ms: each command
// would cost that.
#pragma once

#include <cstdint>

namespace qoltanba::test {

/// Acknowledges at once what comes next. Linux forgets it after a while, so it is asked for before each
/// message; elsewhere it does nothing.
void acknowledge_quickly(std::intptr_t socket);

}  // namespace qoltanba::test
