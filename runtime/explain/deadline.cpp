#include "runtime/explain/deadline.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "runtime/calendar/business.hpp"
#include "runtime/value/time_text.hpp"

namespace ordain::explain {

namespace {

constexpr std::size_t most_stretches = 6;  // shown one by one; a long deadline is shown from both ends

std::string_view weekday_name(std::int64_t date) {
    static constexpr std::array<std::string_view, 7> names{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    return names[static_cast<std::size_t>((date % 7 + 7 + 3) % 7)];
}

std::string date_text(std::int64_t date) {
    const Civil c = civil_of(date);
    return fmt::format("{} {:04}-{:02}-{:02}", weekday_name(date), c.year, c.month, c.day);
}

bool is_plain_zone(const program::Image& image, std::uint32_t calendar) {
    return calendar >= image.calendars.size();
}

std::string local_time_of_day(const CalendarView& calendar, std::int64_t timestamp) {
    const std::int64_t minute = local_minute(calendar, timestamp);
    const std::int64_t into = timestamp % ns_per_minute;
    std::string text = fmt::format("{:02}:{:02}", minute / 60, minute % 60);
    const std::int64_t seconds = (into < 0 ? into + ns_per_minute : into) / ns_per_second;
    if (seconds != 0) text += fmt::format(":{:02}", seconds);
    return text;
}

std::string amount_of_time(std::int64_t ns) {
    const std::int64_t hours = ns / ns_per_hour, minutes = ns % ns_per_hour / ns_per_minute;
    const std::int64_t seconds = ns % ns_per_minute / ns_per_second;
    std::string text;
    const auto add = [&text](std::int64_t n, std::string_view unit) {
        if (n != 0) text += fmt::format("{}{} {}", text.empty() ? "" : " ", n, unit);
    };
    add(hours, "h");
    add(minutes, "min");
    add(seconds, "s");
    return text.empty() ? "0 min" : text;
}

/// Long lists keep their beginning and end.
std::vector<std::string> shortened(std::vector<std::string> lines) {
    if (lines.size() <= most_stretches) return lines;
    const std::size_t left_out = lines.size() - (most_stretches - 1);
    const auto from = lines.begin() + static_cast<std::ptrdiff_t>(most_stretches / 2);
    lines.erase(from, from + static_cast<std::ptrdiff_t>(left_out));
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(most_stretches / 2), fmt::format("… {} more …", left_out));
    return lines;
}

std::vector<std::string> retrace_minutes(const CalendarView& view, std::int64_t start, std::int64_t due) {
    std::vector<std::string> lines;
    auto opening = std::partition_point(view.openings.begin(), view.openings.end(),
                                        [start](const program::OpeningRec& o) { return o.close <= start; });
    for (; opening != view.openings.end() && opening->open < due; ++opening) {
        const std::int64_t from = std::max(start, opening->open), to = std::min(due, opening->close);
        lines.push_back(fmt::format("{} from {} {} to {}{}", amount_of_time(to - from), date_text(local_date(view, from)),
                                    local_time_of_day(view, from), local_time_of_day(view, to), to == opening->close ? " (closing)" : ""));
    }
    return shortened(std::move(lines));
}

std::vector<std::string> retrace_days(const CalendarView& view, std::int64_t start, std::int64_t count) {
    std::vector<std::string> lines;
    std::int64_t date = local_date(view, start) + 1;
    for (std::int64_t n = 0; n < count; ++date) {
        const std::int64_t at = date - view.first_date;
        if (at < 0 || at >= static_cast<std::int64_t>(view.days.size())) break;
        const program::DayRec& day = view.days[static_cast<std::size_t>(at)];
        if (day.open == 0)
            lines.push_back(fmt::format("{} is no business day", date_text(date)));
        else
            lines.push_back(fmt::format("business day {}: {}, closing at {}", ++n, date_text(date), local_time_of_day(view, day.close)));
    }
    return shortened(std::move(lines));
}

}  // namespace

std::string duration_text(Type type, std::int64_t duration) {
    const auto named = [](std::int64_t n, std::string_view unit) { return fmt::format("{} {}{}", n, unit, n == 1 ? "" : "s"); };
    if (type.kind == TypeKind::business) {
        if ((duration & 1) != 0) return named(duration >> 1, "business day");
        const std::int64_t minutes = duration >> 1;
        return minutes % 60 == 0 ? named(minutes / 60, "business hour") : named(minutes, "business minute");
    }
    for (const auto& [size, unit] : {std::pair{ns_per_day, "day"}, std::pair{ns_per_hour, "hour"}, std::pair{ns_per_minute, "minute"}})
        if (duration != 0 && duration % size == 0) return named(duration / size, unit);
    return named(duration / ns_per_second, "second");
}

std::string local_text(const program::Image& image, std::uint32_t calendar, std::int64_t timestamp) {
    static constexpr std::array<program::TransitionRec, 1> utc{{{INT64_MIN, 0}}};
    CalendarView zone;
    zone.transitions = utc;
    if (!is_plain_zone(image, calendar)) zone = view(image, calendar);
    return fmt::format("{} {}", date_text(local_date(zone, timestamp)), local_time_of_day(zone, timestamp));
}

std::string zone_name(const program::Image& image, std::uint32_t calendar) {
    return is_plain_zone(image, calendar) ? "UTC" : std::string(image.str(image.calendars[calendar].zone));
}

std::vector<std::string> retrace(const program::Image& image, std::uint32_t calendar, Type type, std::int64_t start, std::int64_t duration,
                                 std::int64_t due) {
    std::vector<std::string> lines{
        fmt::format("{} from {} {}", duration_text(type, duration), local_text(image, calendar, start), zone_name(image, calendar))};
    if (type.kind == TypeKind::business && !is_plain_zone(image, calendar)) {
        const CalendarView times = view(image, calendar);
        auto more = (duration & 1) != 0 ? retrace_days(times, start, duration >> 1) : retrace_minutes(times, start, due);
        lines.insert(lines.end(), more.begin(), more.end());
    }
    lines.push_back(fmt::format("due {} {}", local_text(image, calendar, due), zone_name(image, calendar)));
    return lines;
}

}  // namespace ordain::explain
