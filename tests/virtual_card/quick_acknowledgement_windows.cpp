#include "virtual_card/quick_acknowledgement.hpp"

namespace qoltanba::test {

void acknowledge_quickly(std::intptr_t) {}

}  // namespace qoltanba::test
