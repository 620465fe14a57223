#include "tests/oracle/business.hpp"

#include <algorithm>

#include "tests/oracle/decimal.hpp"
#include "tests/oracle/time.hpp"

namespace ordain::oracle {

namespace {

using typed::Calendar;

std::int64_t first_covered(const Calendar& c) {
    return days_of({c.first_year, 1, 1});
}
std::int64_t last_covered(const Calendar& c) {
    return days_of({c.last_year, 12, 31});
}
bool covers(const Calendar& c, std::int64_t day) {
    return first_covered(c) <= day && day <= last_covered(c);
}

const std::vector<typed::Opening>& openings(const Calendar& c, std::int64_t day) {
    static const std::vector<typed::Opening> none;
    for (const auto& [first, last] : c.closed)
        if (first <= day && day <= last) return none;
    for (auto dated = c.dated.rbegin(); dated != c.dated.rend(); ++dated)
        if (dated->first <= day && day <= dated->last) return dated->openings;
    return c.weekly[weekday_of(day)];
}

bool is_business_day(const Calendar& c, std::int64_t day) {
    return !openings(c, day).empty();
}

/// Opening time as instants, [from, to).
struct Stretch {
    int128 from = 0;
    int128 to = 0;
};

Stretch stretch(const Calendar& c, std::int64_t day, const typed::Opening& o) {
    const int128 midnight = static_cast<int128>(day) * ns_per_day;
    return {instants_of(c.transitions, midnight + o.from * ns_per_minute).earlier,
            instants_of(c.transitions, midnight + o.to * ns_per_minute).later};
}

/// All stretches from day `first` to day `last`, cut to the covered years, such that no instant is in two of them.
std::vector<Stretch> stretches(const Calendar& c, std::int64_t first, std::int64_t last) {
    std::vector<Stretch> out;
    for (std::int64_t day = std::max(first, first_covered(c)); day <= std::min(last, last_covered(c)); ++day) {
        for (const typed::Opening& o : openings(c, day)) {
            Stretch s = stretch(c, day, o);
            if (!out.empty()) s.from = std::max(s.from, out.back().to);
            if (s.from < s.to) out.push_back(s);
        }
    }
    return out;
}

std::optional<std::int64_t> after_hours(const Calendar& c, std::int64_t start, int128 wanted) {
    if (wanted == 0) return start;
    const std::int64_t today = local_date(c.transitions, start);
    int128 seen_to = start;
    for (std::int64_t day = today - 1; day <= last_covered(c); ++day) {  // the day before: its closing may come late, after a zone change
        for (const Stretch& s : stretches(c, day, day)) {
            const int128 from = std::max(s.from, seen_to);
            if (from >= s.to) continue;
            if (s.to - from >= wanted) return fitting(from + wanted);
            wanted -= s.to - from;
            seen_to = s.to;
        }
    }
    return std::nullopt;
}

std::optional<std::int64_t> after_days(const Calendar& c, std::int64_t start, std::int64_t wanted) {
    if (wanted == 0) return start;
    for (std::int64_t day = local_date(c.transitions, start) + 1; day <= last_covered(c); ++day) {
        if (!is_business_day(c, day)) continue;
        if (--wanted == 0) return fitting(stretch(c, day, openings(c, day).back()).to);
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> business_deadline(const Calendar& calendar, std::int64_t start_ns, std::int64_t duration) {
    if (!covers(calendar, local_date(calendar.transitions, start_ns))) return std::nullopt;
    const bool days = (duration & 1) != 0;
    const std::int64_t n = days ? (duration - 1) / 2 : duration / 2;
    return days ? after_days(calendar, start_ns, n) : after_hours(calendar, start_ns, static_cast<int128>(n) * ns_per_minute);
}

std::optional<std::int64_t> business_days_between(const Calendar& calendar, std::int64_t from_days, std::int64_t to_days) {
    if (!covers(calendar, from_days) || !covers(calendar, to_days)) return std::nullopt;
    if (to_days < from_days) {
        const auto forward = business_days_between(calendar, to_days, from_days);
        return -*forward;
    }
    std::int64_t n = 0;
    for (std::int64_t day = from_days + 1; day <= to_days; ++day)
        if (is_business_day(calendar, day)) ++n;
    return n;
}

std::optional<std::int64_t> business_hours_between(const Calendar& calendar, std::int64_t from_ns, std::int64_t to_ns) {
    const std::int64_t first = local_date(calendar.transitions, from_ns);
    const std::int64_t last = local_date(calendar.transitions, to_ns);
    if (!covers(calendar, first) || !covers(calendar, last)) return std::nullopt;
    if (to_ns < from_ns) {
        const auto forward = business_hours_between(calendar, to_ns, from_ns);
        return -*forward;
    }
    int128 open = 0;
    for (const Stretch& s : stretches(calendar, first - 1, last + 1))
        open += std::max<int128>(0, std::min<int128>(s.to, to_ns) - std::max<int128>(s.from, from_ns));
    return fitting(nearest_even(open * decimal_scale, ns_per_hour));
}

}  // namespace ordain::oracle
