// Deadlines retraced on a calendar.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/program/image.hpp"

namespace ordain::explain {

/// "4 business hours", "1 business day", "2 days".
[[nodiscard]] std::string duration_text(Type type, std::int64_t duration);

/// "Mon 2026-11-23 17:30" in the zone of a calendar; none: UTC.
[[nodiscard]] std::string local_text(const program::Image& image, std::uint32_t calendar, std::int64_t timestamp);
/// The name of that zone.
[[nodiscard]] std::string zone_name(const program::Image& image, std::uint32_t calendar);

/// How `duration` after `start` comes to be `due`, a line each. Elapsed durations need no more than the one.
[[nodiscard]] std::vector<std::string> retrace(const program::Image& image, std::uint32_t calendar, Type type, std::int64_t start,
                                               std::int64_t duration, std::int64_t due);

}  // namespace ordain::explain
