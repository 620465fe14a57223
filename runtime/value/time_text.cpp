#include "runtime/value/time_text.hpp"

#include <cstddef>

#include "runtime/value/type.hpp"

namespace ordain {

namespace {

constexpr std::int64_t days_in_400_years = 146'097;
constexpr std::int64_t days_to_1970 = 719'468;  // from 0000-03-01: years are counted from March, so that leap days end them

bool is_leap(std::int64_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}
int days_in_month(std::int64_t year, int month) {
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}
std::int64_t floor_div(std::int64_t a, std::int64_t b) {
    return a / b - (a % b < 0 ? 1 : 0);
}

/// Reads a text from its front; every take_… says whether it found what it takes.
class Cursor {
public:
    explicit Cursor(std::string_view text) : rest_(text) {}
    [[nodiscard]] bool done() const { return rest_.empty(); }
    [[nodiscard]] std::string_view rest() const { return rest_; }

    bool take(char c) {
        if (rest_.empty() || rest_[0] != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    bool take_digits(std::size_t count, int& out) {
        if (rest_.size() < count) return false;
        out = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (rest_[i] < '0' || rest_[i] > '9') return false;
            out = out * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(count);
        return true;
    }
    bool take_date(std::int64_t& days) {
        int year = 0, month = 0, day = 0;
        if (!take_digits(4, year) || !take('-') || !take_digits(2, month) || !take('-') || !take_digits(2, day)) return false;
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return false;
        days = days_of({year, month, day});
        return true;
    }
    bool take_minutes(std::int64_t& minutes) {
        int hour = 0, minute = 0;
        if (!take_digits(2, hour) || hour > 23 || !take(':') || !take_digits(2, minute) || minute > 59) return false;
        minutes = hour * 60 + minute;
        return true;
    }
    /// An optional fraction of 1 to 9 digits, in nanoseconds.
    bool take_fraction(std::int64_t& ns) {
        ns = 0;
        if (!take('.')) return true;
        std::int64_t unit = ns_per_second;
        int digit = 0;
        while (take_digits(1, digit)) {
            unit /= 10;
            if (unit == 0) return false;
            ns += digit * unit;
        }
        return unit != ns_per_second;
    }

private:
    std::string_view rest_;
};

}  // namespace

std::int64_t days_of(Civil c) {
    const std::int64_t year = c.month <= 2 ? c.year - 1 : c.year;
    const std::int64_t cycle = floor_div(year, 400);
    const std::int64_t year_of_cycle = year - cycle * 400;
    const std::int64_t month = c.month <= 2 ? c.month + 9 : c.month - 3;  // March is 0
    const std::int64_t day_of_year = (153 * month + 2) / 5 + c.day - 1;   // months from March on: 153 days in each five
    const std::int64_t day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
    return cycle * days_in_400_years + day_of_cycle - days_to_1970;
}

Civil civil_of(std::int64_t days) {
    const std::int64_t shifted = days + days_to_1970;
    const std::int64_t cycle = floor_div(shifted, days_in_400_years);
    const std::int64_t day_of_cycle = shifted - cycle * days_in_400_years;
    const std::int64_t year_of_cycle = (day_of_cycle - day_of_cycle / 1460 + day_of_cycle / 36'524 - day_of_cycle / 146'096) / 365;
    const std::int64_t day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
    const std::int64_t month = (5 * day_of_year + 2) / 153;
    Civil c;
    c.day = static_cast<int>(day_of_year - (153 * month + 2) / 5 + 1);
    c.month = static_cast<int>(month < 10 ? month + 3 : month - 9);
    c.year = year_of_cycle + cycle * 400 + (c.month <= 2 ? 1 : 0);
    return c;
}

std::optional<std::int64_t> read_date(std::string_view text) {
    Cursor cursor(text);
    std::int64_t days = 0;
    if (!cursor.take_date(days) || !cursor.done()) return std::nullopt;
    return days;
}

std::optional<std::int64_t> read_time(std::string_view text) {
    Cursor cursor(text);
    std::int64_t minutes = 0;
    if (!cursor.take_minutes(minutes) || !(cursor.done() || cursor.rest() == ":00")) return std::nullopt;
    return minutes;
}

std::optional<TimestampText> read_timestamp_text(std::string_view text, bool zoned) {
    Cursor cursor(text);
    std::int64_t days = 0, minutes = 0, fraction = 0, offset = 0;
    int second = 0;
    if (!cursor.take_date(days) || !(cursor.take('T') || (zoned && cursor.take(' ')))) return std::nullopt;
    if (!cursor.take_minutes(minutes) || !cursor.take(':') || !cursor.take_digits(2, second) || second > 59) return std::nullopt;
    if (!cursor.take_fraction(fraction)) return std::nullopt;
    TimestampText result;
    result.ns = static_cast<int128>(days) * ns_per_day + minutes * ns_per_minute + second * ns_per_second + fraction;
    if (cursor.done()) return zoned ? std::optional(result) : std::nullopt;
    result.has_offset = true;
    if (!cursor.take('Z')) {
        const bool west = cursor.take('-');
        if ((!west && !cursor.take('+')) || !cursor.take_minutes(offset)) return std::nullopt;
        result.ns -= static_cast<int128>(west ? -offset : offset) * ns_per_minute;
    }
    if (!cursor.done()) return std::nullopt;
    return result;
}

std::optional<std::int64_t> read_timestamp(std::string_view text, bool zoned) {
    const std::optional<TimestampText> read = read_timestamp_text(text, zoned);
    if (!read || !in_timestamp_range(read->ns)) return std::nullopt;
    return static_cast<std::int64_t>(read->ns);
}

}  // namespace ordain
