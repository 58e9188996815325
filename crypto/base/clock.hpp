// Times are UTC seconds; the ASN.1 and ISO forms are written in one place.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace qoltanba {

using Time = std::chrono::sys_seconds;

/// The system's clock.
Time now();

/// "2026-07-20T09:15:00Z".
std::string to_iso(Time time);

/// Reads the form of to_iso, or a date alone as its midnight; nothing for any other text.
std::optional<Time> time_from_iso(std::string_view text);

}  // namespace qoltanba
