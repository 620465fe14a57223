// Dates and times of JSON texts, and the Gregorian calendar (proleptic, without leap seconds).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/base/arith.hpp"
#include "runtime/value/type.hpp"

namespace ordain {

struct Civil {
    std::int64_t year = 1970;
    int month = 1, day = 1;
};

/// Days since 1970-01-01 of a day that exists.
[[nodiscard]] std::int64_t days_of(Civil c);
/// The day `days` after 1970-01-01, within the years -9999 … 9999.
[[nodiscard]] Civil civil_of(std::int64_t days);

inline constexpr std::int64_t first_date = -719'162;                      // 0001-01-01
inline constexpr std::int64_t last_date = 2'932'896;                      // 9999-12-31
inline constexpr std::int64_t first_timestamp = -106'650 * ns_per_day;    // 1678-01-01T00:00Z
inline constexpr std::int64_t last_timestamp = 106'651 * ns_per_day - 1;  // end of 2261-12-31Z

/// "YYYY-MM-DD", 0001-01-01 to 9999-12-31: days since 1970-01-01.
[[nodiscard]] std::optional<std::int64_t> read_date(std::string_view text);
/// "HH:MM" or "HH:MM:00": minute of the day.
[[nodiscard]] std::optional<std::int64_t> read_time(std::string_view text);

/// A timestamp's text as it stands.
struct TimestampText {
    int128 ns = 0;            // since 1970-01-01T00:00, UTC if has_offset, else by the local clock
    bool has_offset = false;  // it was written with Z or an offset
};
/// RFC 3339 with capital T and Z, 1 to 9 digits of a fraction. `zoned`: the offset may be absent, and a space stand for the T.
/// The years are 0001 to 9999: whether the instant is one of the language's says `in_timestamp_range`.
[[nodiscard]] std::optional<TimestampText> read_timestamp_text(std::string_view text, bool zoned);
[[nodiscard]] constexpr bool in_timestamp_range(int128 ns) {
    return ns >= first_timestamp && ns <= last_timestamp;
}
/// The same, where a text without offset is UTC: nanoseconds since 1970-01-01T00:00Z within 1678 … 2261.
[[nodiscard]] std::optional<std::int64_t> read_timestamp(std::string_view text, bool zoned);

}  // namespace ordain
