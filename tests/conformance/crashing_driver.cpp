// A card driver for OpenSC (card_drivers in opensc.conf) that takes OpenSC's PKCS #11 module down with it, as
// a bad driver does: a module that crashes and yet belongs to the administrator, so that the agent runs it.
#include <cstdlib>

namespace {
[[gnu::constructor]] void crash() {
    std::abort();
}
}  // namespace
