#include "runtime/calendar/business.hpp"

#include <algorithm>

#include "runtime/base/arith.hpp"

namespace ordain {

namespace {

using program::DayRec;
using program::OpeningRec;
using program::TransitionRec;

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

/// The last transition at or before `timestamp`, or the first one.
std::span<const TransitionRec>::iterator in_force(std::span<const TransitionRec> transitions, std::int64_t timestamp) {
    const auto after = std::upper_bound(transitions.begin(), transitions.end(), timestamp,
                                        [](std::int64_t t, const TransitionRec& change) { return t < change.at; });
    return after == transitions.begin() ? after : std::prev(after);
}

/// Nanoseconds of the zone's clock. Timestamps keep months away from the ends of int64; any other number stays within them, too.
std::int64_t local_time(const CalendarView& calendar, std::int64_t timestamp) {
    const bool near = calendar.covers_from <= timestamp && timestamp < calendar.covers_until;
    const auto transitions = near ? calendar.covered : calendar.transitions;
    const auto at = in_force(transitions, timestamp);
    std::int64_t local = timestamp;
    if (at != transitions.end() && at->at <= timestamp && !add(timestamp, at->offset, local)) local = timestamp;
    return local;
}

bool covers_date(const CalendarView& calendar, std::int64_t date) {
    return date >= calendar.first_date && date < calendar.first_date + static_cast<std::int64_t>(calendar.days.size());
}
bool covers(const CalendarView& calendar, std::int64_t timestamp) {
    return !calendar.days.empty() && covers_date(calendar, local_date(calendar, timestamp));
}

/// Business days up to and including `date`.
std::int64_t days_up_to(const CalendarView& calendar, std::int64_t date) {
    const DayRec& day = calendar.days[static_cast<std::size_t>(date - calendar.first_date)];
    return std::int64_t{day.before} + day.open;
}

/// Opening time before `timestamp`, ns.
std::int64_t open_before(const CalendarView& calendar, std::int64_t timestamp) {
    const auto after = std::upper_bound(calendar.openings.begin(), calendar.openings.end(), timestamp,
                                        [](std::int64_t t, const OpeningRec& o) { return t < o.open; });
    if (after == calendar.openings.begin()) return 0;
    const OpeningRec& last = *std::prev(after);
    return last.before + std::min(timestamp, last.close) - last.open;
}

/// `date` is covered.
bool add_days(const CalendarView& calendar, std::int64_t date, std::int64_t count, std::int64_t& out) {
    const std::int64_t wanted = days_up_to(calendar, date) + count;
    const auto reaches = [wanted](const DayRec& d) { return std::int64_t{d.before} + d.open >= wanted; };
    // most deadlines are some days off
    constexpr std::int64_t some_days = 16;
    auto day = calendar.days.begin() + (date - calendar.first_date);
    const auto far = calendar.days.end() - day > some_days ? day + some_days : calendar.days.end();
    day = std::find_if(day, far, reaches);
    if (day == far) day = std::partition_point(day, calendar.days.end(), [&](const DayRec& d) { return !reaches(d); });
    if (day == calendar.days.end()) return false;
    out = day->close;
    return true;
}

bool add_minutes(const CalendarView& calendar, std::int64_t timestamp, std::int64_t minutes, std::int64_t& out) {
    std::int64_t wanted = 0;
    if (!mul(minutes, ns_per_minute, wanted) || !add(wanted, open_before(calendar, timestamp), wanted)) return false;
    const auto opening = std::partition_point(calendar.openings.begin(), calendar.openings.end(),
                                              [wanted](const OpeningRec& o) { return o.before + (o.close - o.open) < wanted; });
    if (opening == calendar.openings.end()) return false;
    out = opening->open + (wanted - opening->before);
    return true;
}

}  // namespace

CalendarView view(const program::Image& image, std::uint32_t calendar) {
    const program::CalendarRec& record = image.calendars[calendar];
    const auto transitions = program::slice(image.transitions, record.transitions);
    const auto first = in_force(transitions, record.covers_from), last = in_force(transitions, record.covers_until);
    return {transitions,
            program::slice(image.openings, record.openings),
            program::slice(image.days, record.days),
            record.first_date,
            record.covers_from,
            record.covers_until,
            first <= last && last != transitions.end() ? std::span(first, std::next(last)) : transitions};
}

std::int64_t local_date(const CalendarView& calendar, std::int64_t timestamp) {
    return floor_div(local_time(calendar, timestamp), ns_per_day);
}

std::int64_t local_minute(const CalendarView& calendar, std::int64_t timestamp) {
    const std::int64_t rest = local_time(calendar, timestamp) % ns_per_day;
    return (rest < 0 ? rest + ns_per_day : rest) / ns_per_minute;
}

bool add_business(const CalendarView& calendar, std::int64_t timestamp, std::int64_t duration, std::int64_t& out) {
    if (calendar.days.empty()) return false;
    const std::int64_t date = local_date(calendar, timestamp);
    if (!covers_date(calendar, date)) return false;
    const bool in_days = (duration & 1) != 0;
    const std::int64_t count = duration >> 1;
    if (count <= 0) {
        out = timestamp;
        return true;
    }
    return in_days ? add_days(calendar, date, count, out) : add_minutes(calendar, timestamp, count, out);
}

bool business_days_between(const CalendarView& calendar, std::int64_t from, std::int64_t to, std::int64_t& out) {
    if (!covers_date(calendar, from) || !covers_date(calendar, to)) return false;
    out = days_up_to(calendar, to) - days_up_to(calendar, from);
    return true;
}

bool business_hours_between(const CalendarView& calendar, std::int64_t from, std::int64_t to, std::int64_t& out) {
    if (!covers(calendar, from) || !covers(calendar, to)) return false;
    const std::int64_t open = open_before(calendar, to) - open_before(calendar, from);
    return narrow(div_half_even(static_cast<int128>(open) * decimal_scale, ns_per_hour), out);
}

}  // namespace ordain
