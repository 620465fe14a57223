#include "compiler/sema/numbers.hpp"

#include <chrono>

#include "runtime/base/arith.hpp"
#include "runtime/value/type.hpp"

namespace ordain::sema {

namespace {

bool digit(char c) {
    return c >= '0' && c <= '9';
}

/// Reads exactly `count` digits at `at`.
std::optional<int> digits_at(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) return std::nullopt;
    int n = 0;
    for (std::size_t i = at; i < at + count; ++i) {
        if (!digit(text[i])) return std::nullopt;
        n = n * 10 + (text[i] - '0');
    }
    return n;
}

/// The digits of a fraction of a second (1 to 9 of them) as nanoseconds; moves `at` behind them.
std::optional<std::int64_t> fraction(std::string_view text, std::size_t& at) {
    std::int64_t ns = 0;
    std::size_t count = 0;
    for (; at < text.size() && digit(text[at]); ++at, ++count) {
        if (count == 9) return std::nullopt;
        ns = ns * 10 + (text[at] - '0');
    }
    if (count == 0) return std::nullopt;
    for (; count < 9; ++count) ns *= 10;
    return ns;
}

/// Offset from UTC in minutes of `Z`, `+01:00`, which must end the text.
std::optional<int> offset_minutes(std::string_view text) {
    if (text == "Z") return 0;
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    const auto h = digits_at(text, 1, 2), m = digits_at(text, 4, 2);
    if (!h || !m || *h > 23 || *m > 59) return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (*h * 60 + *m);
}

}  // namespace

std::string_view trim(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

ScaledNumber scaled_number(std::string_view text, unsigned digits, bool negative) {
    int128 value = 0;
    constexpr int128 bound = int128{1} << 96;  // beyond it the result can't fit whatever follows
    bool point = false, any = false, excess = false;
    unsigned after = 0;
    for (const char c : text) {
        if (c == '_') continue;
        if (c == '.') {
            if (point || !any) return {NumberStatus::malformed};
            point = true;
            any = false;
            continue;
        }
        if (!digit(c)) return {NumberStatus::malformed};
        any = true;
        if (point && after == digits) {
            excess = excess || c != '0';
            continue;
        }
        if (value < bound) value = value * 10 + (c - '0');
        if (point) ++after;
    }
    if (!any) return {NumberStatus::malformed};
    if (excess) return {NumberStatus::too_many_digits};
    for (; after < digits && value < bound; ++after) value *= 10;
    if (negative) value = -value;
    std::int64_t out = 0;
    return narrow(value, out) ? ScaledNumber{NumberStatus::ok, out} : ScaledNumber{NumberStatus::too_large};
}

std::optional<std::int64_t> parse_date(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto y = digits_at(text, 0, 4), m = digits_at(text, 5, 2), d = digits_at(text, 8, 2);
    if (!y || !m || !d || *y == 0) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year{*y}, std::chrono::month{static_cast<unsigned>(*m)},
                                           std::chrono::day{static_cast<unsigned>(*d)}};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days{date}.time_since_epoch().count();
}

std::optional<std::int64_t> parse_time(std::string_view text) {
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    const auto h = digits_at(text, 0, 2), m = digits_at(text, 3, 2);
    if (!h || !m || *m > 59) return std::nullopt;
    const std::int64_t minutes = *h * 60 + *m;
    return minutes <= 1440 ? std::optional(minutes) : std::nullopt;
}

std::optional<std::int64_t> parse_timestamp(std::string_view text) {
    if (text.size() < 17 || text[10] != 'T') return std::nullopt;
    const auto day = parse_date(text.substr(0, 10));
    const auto minute = parse_time(text.substr(11, 5));
    if (!day || !minute || *minute == 1440) return std::nullopt;
    std::int64_t second = 0, ns = 0;
    std::size_t at = 16;
    if (text[at] == ':') {
        const auto s = digits_at(text, at + 1, 2);
        if (!s || *s > 59) return std::nullopt;
        second = *s;
        at += 3;
        if (at < text.size() && text[at] == '.') {
            const auto f = fraction(text, ++at);
            if (!f) return std::nullopt;
            ns = *f;
        }
    }
    const auto offset = offset_minutes(text.substr(at));
    if (!offset) return std::nullopt;
    const int128 instant = int128{*day} * ns_per_day + (*minute - *offset) * ns_per_minute + second * ns_per_second + ns;
    constexpr std::int64_t first_day = std::chrono::sys_days{std::chrono::year{1678} / 1 / 1}.time_since_epoch().count();
    constexpr std::int64_t end_day = std::chrono::sys_days{std::chrono::year{2262} / 1 / 1}.time_since_epoch().count();
    if (instant < int128{first_day} * ns_per_day || instant >= int128{end_day} * ns_per_day) return std::nullopt;
    return static_cast<std::int64_t>(instant);
}

std::optional<Duration> parse_duration(std::string_view text) {
    Duration d;
    std::size_t end = 0;
    while (end < text.size() && (digit(text[end]) || text[end] == '_')) ++end;
    d.number = text.substr(0, end);
    text = trim(text.substr(end));
    if (d.number.empty() || d.number.front() == '_') return std::nullopt;
    constexpr std::string_view business = "business";
    if (text.substr(0, business.size()) == business) {
        d.business = true;
        text.remove_prefix(business.size());
        if (trim(text) == text) return std::nullopt;  // no blank behind the word
        text = trim(text);
    }
    if (!text.empty() && text.back() == 's') text.remove_suffix(1);
    if (text == "minute")
        d.unit = Duration::Unit::minute;
    else if (text == "hour")
        d.unit = Duration::Unit::hour;
    else if (text == "day")
        d.unit = Duration::Unit::day;
    else if (text == "week")
        d.unit = Duration::Unit::week;
    else
        return std::nullopt;
    return d;
}

}  // namespace ordain::sema
