// Texts to scaled integers: what literals and CSV cells share. No diagnostics here.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ordain::sema {

enum class NumberStatus : std::uint8_t { ok, malformed, too_many_digits, too_large };
struct ScaledNumber {
    NumberStatus status = NumberStatus::ok;
    std::int64_t value = 0;
};
/// A number as authors write it (`50_000`, `0.25`), times 10^digits. Excess digits are fine when they are zeros. Cost: linear.
[[nodiscard]] ScaledNumber scaled_number(std::string_view text, unsigned digits, bool negative);

/// Days since 1970-01-01 of `2026-01-31`; nullopt unless it has this form and exists (years 0001..9999).
[[nodiscard]] std::optional<std::int64_t> parse_date(std::string_view text);
/// Minutes of a day of `14:00`; 24:00 is 1440. nullopt unless it has this form and exists.
[[nodiscard]] std::optional<std::int64_t> parse_time(std::string_view text);
/// Nanoseconds since 1970 of `2026-11-23T15:00[:30[.123]](Z|+01:00)`; nullopt unless it has this form, exists and lies in 1678..2261.
[[nodiscard]] std::optional<std::int64_t> parse_timestamp(std::string_view text);

struct Duration {
    enum class Unit : std::uint8_t { minute, hour, day, week } unit{};
    bool business = false;
    std::string_view number;
};
/// The parts of `4 business hours`; nullopt unless it has this form.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);

/// `text` without blanks at its ends.
[[nodiscard]] std::string_view trim(std::string_view text);

}  // namespace ordain::sema
