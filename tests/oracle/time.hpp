// Days, times and instants for the oracle, counted year by year and month by month.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/sema/typed.hpp"
#include "runtime/base/arith.hpp"

namespace ordain::oracle {

struct Civil {
    std::int64_t year = 1970;
    int month = 1;  // 1..12
    int day = 1;    // 1..31
};
/// Days since 1970-01-01; the date must exist.
[[nodiscard]] std::int64_t days_of(Civil c);
[[nodiscard]] Civil civil_of(std::int64_t days);
[[nodiscard]] bool exists(Civil c);
/// 0 for Monday … 6 for Sunday.
[[nodiscard]] int weekday_of(std::int64_t days);

/// The bounds of the types `date` (days) and `timestamp` (ns UTC), both inclusive.
[[nodiscard]] std::int64_t first_date();
[[nodiscard]] std::int64_t last_date();
[[nodiscard]] std::int64_t first_timestamp();
[[nodiscard]] std::int64_t last_timestamp();

[[nodiscard]] std::string date_text(std::int64_t days);
[[nodiscard]] std::string time_text(std::int64_t minutes);
/// RFC 3339 in UTC; a fraction only if it isn't zero, with as few digits as possible.
[[nodiscard]] std::string timestamp_text(std::int64_t ns);
/// "4 hours", "1 day": the largest unit that divides it.
[[nodiscard]] std::string elapsed_text(std::int64_t ns);

[[nodiscard]] std::optional<std::int64_t> read_date(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> read_time(std::string_view text);
/// `zoned`: a value without offset is in the zone of `transitions`, and a space may stand for the T. An offset is required otherwise.
[[nodiscard]] std::optional<std::int64_t> read_timestamp(std::string_view text, bool zoned,
                                                         const std::vector<typed::Transition>& transitions);

using Transitions = std::vector<typed::Transition>;
/// Seconds to add to UTC at that instant.
[[nodiscard]] std::int64_t offset_at(const Transitions& zone, std::int64_t ns);
[[nodiscard]] std::int64_t local_date(const Transitions& zone, std::int64_t ns);
[[nodiscard]] std::int64_t local_minute(const Transitions& zone, std::int64_t ns);

/// The instants at which clocks of the zone show a local time (ns since 1970-01-01T00:00 local): the earlier and the later one; both the
/// instant of the transition if the local time is skipped.
struct Instants {
    int128 earlier = 0;
    int128 later = 0;
};
[[nodiscard]] Instants instants_of(const Transitions& zone, int128 local_ns);
/// The earliest instant whose local date is `days` or later.
[[nodiscard]] int128 start_of_day(const Transitions& zone, std::int64_t days);

}  // namespace ordain::oracle
