#include "agent/ui/local_time.hpp"

namespace qoltanba::agent {

std::tm local_time(Time time) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(time);
    std::tm parts{};
    localtime_r(&seconds, &parts);
    return parts;
}

}  // namespace qoltanba::agent
