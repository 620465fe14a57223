// Local and business time of one calendar of a bundle: pure functions over its tables, thread-safe, no allocation.
// Every look-up is a binary search. What a calendar's tables hold is said at program::CalendarRec.
#pragma once

#include <cstdint>
#include <span>

#include "runtime/program/image.hpp"

namespace ordain {

/// The tables of one calendar. Borrows from the image it was taken from. A plain zone has no days and no openings.
struct CalendarView {
    std::span<const program::TransitionRec> transitions;  // at least one; the first has at = INT64_MIN
    std::span<const program::OpeningRec> openings;
    std::span<const program::DayRec> days;
    std::int64_t first_date = 0;                      // of `days`, days since 1970-01-01
    std::int64_t covers_from = 0, covers_until = 0;   // UTC ns, [from, until)
    std::span<const program::TransitionRec> covered;  // those of `transitions` that are in force within [covers_from, covers_until)
};

/// The view of calendar number `calendar` of a verified image.
[[nodiscard]] CalendarView view(const program::Image& image, std::uint32_t calendar);

// Timestamps are UTC ns within 1678-01-01 .. 2261-12-31, dates are days since 1970-01-01.

/// The calendar day that `timestamp` falls on in the calendar's zone.
[[nodiscard]] std::int64_t local_date(const CalendarView& calendar, std::int64_t timestamp);
/// The minute of that day, 0..1439; seconds are cut off.
[[nodiscard]] std::int64_t local_minute(const CalendarView& calendar, std::int64_t timestamp);

// The following return false, and leave `out` alone, where the fault BEYOND_CALENDAR is due: a timestamp or date, or the result, lies
// outside the covered years.

/// `duration` (as TypeKind::business) after `timestamp`: hours count opening time only and end no later than they must; N days end at the
/// closing time of the N-th business day after the local date. Nothing (N = 0) after `timestamp` is `timestamp`.
[[nodiscard]] bool add_business(const CalendarView& calendar, std::int64_t timestamp, std::int64_t duration, std::int64_t& out);
/// The number of business days d with from < d <= to; if `to` is before `from`, the negative of the number with to < d <= from.
[[nodiscard]] bool business_days_between(const CalendarView& calendar, std::int64_t from, std::int64_t to, std::int64_t& out);
/// The opening time between two timestamps in hours, a decimal (× 10^6), rounded half to even; negative if `to` is before `from`.
[[nodiscard]] bool business_hours_between(const CalendarView& calendar, std::int64_t from, std::int64_t to, std::int64_t& out);

}  // namespace ordain
