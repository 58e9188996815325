// The calendar of the person's own time zone.
#pragma once

#include "crypto/base/clock.hpp"

#include <ctime>

namespace qoltanba::agent {

std::tm local_time(Time time);

}  // namespace qoltanba::agent
