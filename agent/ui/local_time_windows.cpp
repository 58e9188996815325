#include "agent/ui/local_time.hpp"

namespace qoltanba::agent {

std::tm local_time(Time time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    localtime_s(&parts, &seconds);
    return parts;
}

}  // namespace qoltanba::agent
