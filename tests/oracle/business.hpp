// Business time for the oracle: walks the calendar day by day and opening by opening.
#pragma once

#include <cstdint>
#include <optional>

#include "compiler/sema/typed.hpp"

namespace ordain::oracle {

// All results are none where LANGUAGE.md says BEYOND_CALENDAR.

/// `duration` as TypeKind::business (runtime/value/type.hpp) says.
[[nodiscard]] std::optional<std::int64_t> business_deadline(const typed::Calendar& calendar, std::int64_t start_ns, std::int64_t duration);
[[nodiscard]] std::optional<std::int64_t> business_days_between(const typed::Calendar& calendar, std::int64_t from_days,
                                                                std::int64_t to_days);
/// A decimal (× 10^6) of hours.
[[nodiscard]] std::optional<std::int64_t> business_hours_between(const typed::Calendar& calendar, std::int64_t from_ns, std::int64_t to_ns);

}  // namespace ordain::oracle
