// The rule for the future at the end of a zone's data, e.g. `CET-1CEST,M3.5.0,M10.5.0/3` (POSIX.1 TZ as extended by RFC 8536).
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "compiler/sema/typed.hpp"

namespace ordain::sema {

/// The day of a year on which the offset changes, and when on it.
struct ChangeDay {
    enum class Kind : std::uint8_t { month_week, julian, day } kind{};
    int month = 0, week = 0, weekday = 0;  // month_week: week 5 is the last; Sunday is 0
    int number = 0;                        // julian: 1..365 without 29 February; day: 0..365
    std::int32_t seconds = 7200;           // local time on that day; may be negative or beyond the day
};
struct ZoneRule {
    std::int32_t standard = 0, daylight = 0;  // seconds to add to UTC
    bool changes = false;                     // else always standard
    ChangeDay start, end;                     // of daylight time
};

/// nullopt unless the whole text is a rule.
[[nodiscard]] std::optional<ZoneRule> parse_zone_rule(std::string_view text);

/// Appends the rule's transitions after the instant `after` (seconds since 1970) up to the end of 2261.
void extend(std::vector<typed::Transition>& transitions, const ZoneRule& rule, std::int64_t after);

}  // namespace ordain::sema
