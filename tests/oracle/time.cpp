#include "tests/oracle/time.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tests/oracle/decimal.hpp"

namespace ordain::oracle {

namespace {

bool is_leap(std::int64_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}
int days_in_year(std::int64_t year) {
    return is_leap(year) ? 366 : 365;
}
int days_in_month(std::int64_t year, int month) {
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

/// The quotient towards minus infinity.
std::int64_t floor_div(int128 a, std::int64_t b) {
    int128 q = a / b;
    if (q * b > a) --q;
    return static_cast<std::int64_t>(q);
}

/// Reads exactly `count` digits at `at` and moves on.
std::optional<int> digits_at(std::string_view text, std::size_t& at, std::size_t count) {
    if (at + count > text.size()) return std::nullopt;
    int v = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const char c = text[at + i];
        if (c < '0' || c > '9') return std::nullopt;
        v = v * 10 + (c - '0');
    }
    at += count;
    return v;
}
bool char_at(std::string_view text, std::size_t& at, char c) {
    if (at >= text.size() || text[at] != c) return false;
    ++at;
    return true;
}

std::optional<std::int64_t> date_at(std::string_view text, std::size_t& at) {
    const auto year = digits_at(text, at, 4);
    if (!year || !char_at(text, at, '-')) return std::nullopt;
    const auto month = digits_at(text, at, 2);
    if (!month || !char_at(text, at, '-')) return std::nullopt;
    const auto day = digits_at(text, at, 2);
    if (!day || !exists({*year, *month, *day})) return std::nullopt;
    return days_of({*year, *month, *day});
}

/// HH:MM, in minutes.
std::optional<std::int64_t> minutes_at(std::string_view text, std::size_t& at) {
    const auto hour = digits_at(text, at, 2);
    if (!hour || *hour > 23 || !char_at(text, at, ':')) return std::nullopt;
    const auto minute = digits_at(text, at, 2);
    if (!minute || *minute > 59) return std::nullopt;
    return *hour * 60 + *minute;
}

/// An optional ".digits" with 1 to 9 digits, in nanoseconds.
std::optional<std::int64_t> fraction_at(std::string_view text, std::size_t& at) {
    if (!char_at(text, at, '.')) return 0;
    std::int64_t v = 0;
    int count = 0;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') {
        if (++count > 9) return std::nullopt;
        v = v * 10 + (text[at++] - '0');
    }
    if (count == 0) return std::nullopt;
    return v * ten_to(9 - count);
}

}  // namespace

bool exists(Civil c) {
    return c.year >= 1 && c.year <= 9999 && c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= days_in_month(c.year, c.month);
}

std::int64_t days_of(Civil c) {
    std::int64_t days = 0;
    for (std::int64_t y = 1970; y < c.year; ++y) days += days_in_year(y);
    for (std::int64_t y = c.year; y < 1970; ++y) days -= days_in_year(y);
    for (int m = 1; m < c.month; ++m) days += days_in_month(c.year, m);
    return days + c.day - 1;
}

Civil civil_of(std::int64_t days) {
    Civil c;
    while (days < 0) days += days_in_year(--c.year);
    while (days >= days_in_year(c.year)) days -= days_in_year(c.year++);
    while (days >= days_in_month(c.year, c.month)) days -= days_in_month(c.year, c.month++);
    c.day = static_cast<int>(days) + 1;
    return c;
}

int weekday_of(std::int64_t days) {
    const std::int64_t since_thursday = days % 7;  // 1970-01-01 was a Thursday
    return static_cast<int>((since_thursday + 7 + 3) % 7);
}

std::int64_t first_date() {
    static const std::int64_t days = days_of({1, 1, 1});
    return days;
}
std::int64_t last_date() {
    static const std::int64_t days = days_of({9999, 12, 31});
    return days;
}
std::int64_t first_timestamp() {
    return days_of({1678, 1, 1}) * ns_per_day;
}
std::int64_t last_timestamp() {
    return days_of({2262, 1, 1}) * ns_per_day - 1;
}

std::string date_text(std::int64_t days) {
    const Civil c = civil_of(days);
    return fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day);
}
std::string time_text(std::int64_t minutes) {
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

std::string timestamp_text(std::int64_t ns) {
    const std::int64_t days = floor_div(ns, ns_per_day);
    const std::int64_t rest = ns - days * ns_per_day;
    const std::int64_t second = rest / ns_per_second % 60;
    std::string fraction = decimal_text(rest % ns_per_second, 9).substr(1);  // "" or ".25"
    return fmt::format("{}T{}:{:02}{}Z", date_text(days), time_text(rest / ns_per_minute), second, fraction);
}

std::string elapsed_text(std::int64_t ns) {
    const auto say = [ns](std::int64_t unit, const char* word) {
        const std::int64_t n = ns / unit;
        return fmt::format("{} {}{}", n, word, n == 1 || n == -1 ? "" : "s");
    };
    if (ns % ns_per_day == 0 && ns != 0) return say(ns_per_day, "day");
    if (ns % ns_per_hour == 0 && ns != 0) return say(ns_per_hour, "hour");
    if (ns % ns_per_minute == 0 && ns != 0) return say(ns_per_minute, "minute");
    if (ns % ns_per_second == 0) return say(ns_per_second, "second");
    return decimal_text(ns, 9) + " seconds";
}

std::optional<std::int64_t> read_date(std::string_view text) {
    std::size_t at = 0;
    const auto days = date_at(text, at);
    return at == text.size() ? days : std::nullopt;
}

std::optional<std::int64_t> read_time(std::string_view text) {
    std::size_t at = 0;
    const auto minutes = minutes_at(text, at);
    if (!minutes || (at != text.size() && text.substr(at) != ":00")) return std::nullopt;
    return minutes;
}

std::optional<std::int64_t> read_timestamp(std::string_view text, bool zoned, const Transitions& transitions) {
    std::size_t at = 0;
    const auto days = date_at(text, at);
    if (!days) return std::nullopt;
    if (!char_at(text, at, 'T') && !(zoned && char_at(text, at, ' '))) return std::nullopt;
    const auto minutes = minutes_at(text, at);
    if (!minutes || !char_at(text, at, ':')) return std::nullopt;
    const auto second = digits_at(text, at, 2);
    if (!second || *second > 59) return std::nullopt;
    const auto fraction = fraction_at(text, at);
    if (!fraction) return std::nullopt;
    const int128 local = static_cast<int128>(*days) * ns_per_day + *minutes * ns_per_minute + *second * ns_per_second + *fraction;
    int128 instant = local;
    if (at == text.size()) {
        if (!zoned) return std::nullopt;
        instant = instants_of(transitions, local).earlier;
    } else if (!char_at(text, at, 'Z')) {
        const bool west = text[at] == '-';
        if (!west && text[at] != '+') return std::nullopt;
        ++at;
        const auto offset = minutes_at(text, at);
        if (!offset) return std::nullopt;
        instant -= (west ? -*offset : *offset) * ns_per_minute;
    }
    if (at != text.size() || instant < first_timestamp() || instant > last_timestamp()) return std::nullopt;
    return static_cast<std::int64_t>(instant);
}

std::int64_t offset_at(const Transitions& zone, std::int64_t ns) {
    const auto after = std::upper_bound(zone.begin(), zone.end(), ns, [](std::int64_t t, const typed::Transition& z) { return t < z.at; });
    return after == zone.begin() ? 0 : std::prev(after)->offset;
}

std::int64_t local_date(const Transitions& zone, std::int64_t ns) {
    return floor_div(static_cast<int128>(ns) + static_cast<int128>(offset_at(zone, ns)) * ns_per_second, ns_per_day);
}

std::int64_t local_minute(const Transitions& zone, std::int64_t ns) {
    const int128 local = static_cast<int128>(ns) + static_cast<int128>(offset_at(zone, ns)) * ns_per_second;
    return floor_div(local, ns_per_minute) - static_cast<std::int64_t>(floor_div(local, ns_per_day)) * (24 * 60);
}

Instants instants_of(const Transitions& zone, int128 local_ns) {
    if (zone.empty()) return {local_ns, local_ns};
    Instants found;
    bool any = false;
    for (std::size_t i = 0; i < zone.size(); ++i) {
        const int128 instant = local_ns - static_cast<int128>(zone[i].offset) * ns_per_second;
        const bool begun = i == 0 || instant >= zone[i].at;
        const bool ended = i + 1 < zone.size() && instant >= zone[i + 1].at;
        if (!begun || ended) continue;
        if (!any || instant < found.earlier) found.earlier = instant;
        if (!any || instant > found.later) found.later = instant;
        any = true;
    }
    if (any) return found;
    for (std::size_t i = 1; i < zone.size(); ++i) {  // skipped: between the clock before and the clock after a transition
        const int128 before = zone[i].at + static_cast<int128>(zone[i - 1].offset) * ns_per_second;
        const int128 after = zone[i].at + static_cast<int128>(zone[i].offset) * ns_per_second;
        if (before <= local_ns && local_ns < after) return {zone[i].at, zone[i].at};
    }
    return {local_ns, local_ns};
}

int128 start_of_day(const Transitions& zone, std::int64_t days) {
    // Within one stretch of constant offset local dates only grow, so the first instant of the first stretch that reaches the day counts.
    const int128 midnight = static_cast<int128>(days) * ns_per_day;
    for (std::size_t i = 0; i < zone.size(); ++i) {
        int128 instant = midnight - static_cast<int128>(zone[i].offset) * ns_per_second;
        if (i > 0 && instant < zone[i].at) instant = zone[i].at;
        if (i + 1 == zone.size() || instant < zone[i + 1].at) return instant;
    }
    return midnight;
}

}  // namespace ordain::oracle
