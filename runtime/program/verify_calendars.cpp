// Entry: check_calendars. What runtime/calendar searches: ascending tables whose sums are right, in years that keep clear of int64's ends.
#include "runtime/base/arith.hpp"
#include "runtime/base/limits.hpp"
#include "runtime/program/table_check.hpp"

namespace ordain::program {
namespace {

constexpr std::int64_t longest_year = 366;                              // days
constexpr std::int64_t last_date = 3'000'000, first_date = -last_date;  // years -6243 … 10183: room around the language's 0001 … 9999

void check_openings(std::span<const OpeningRec> openings, TableCheck& check) {
    if (openings.empty()) return;
    const int128 span = static_cast<int128>(openings.back().close) - openings.front().open;
    check.that(span > 0 && span <= static_cast<int128>(limits::calendar_years + 1) * longest_year * ns_per_day, "the span of openings");
    std::int64_t last = INT64_MIN, before = 0;
    for (const auto& opening : openings) {
        check.that(last <= opening.open && opening.open < opening.close && opening.before == before, "the order of openings");
        if (!check.ok()) return;
        last = opening.close;
        before += opening.close - opening.open;
    }
}

void check_days(const CalendarRec& calendar, std::span<const DayRec> days, TableCheck& check) {
    check.that(days.size() <= (limits::calendar_years + 1) * static_cast<std::size_t>(longest_year), "the number of days");
    check.that(calendar.first_date >= first_date && calendar.first_date <= last_date, "the first day");
    std::uint32_t before = 0;
    for (const auto& day : days) {
        check.that(day.open <= 1 && day.before == before, "the count of business days");
        before += day.open;
    }
}

}  // namespace

void check_calendars(const Image& image, TableCheck& check) {
    std::uint64_t openings = 0, days = 0;
    const ZoneCheck zones(image.transitions);
    for (std::size_t i = 0; i < image.calendars.size(); ++i) {
        check.at("calendars", i);
        const CalendarRec& calendar = image.calendars[i];
        check.text(calendar.name, "the name");
        check.text(calendar.zone, "the zone");
        check.next_range(calendar.openings, image.openings.size(), openings, "the range of openings");
        check.next_range(calendar.days, image.days.size(), days, "the range of days");
        if (!check.ok()) return;
        check.that(calendar.transitions.count != 0 && zones.valid(calendar.transitions), "the transitions");
        check_openings(slice(image.openings, calendar.openings), check);
        check_days(calendar, slice(image.days, calendar.days), check);
    }
}

}  // namespace ordain::program
