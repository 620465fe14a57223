#include "runtime/vm/text_form.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "runtime/value/currency.hpp"
#include "runtime/value/time_text.hpp"

namespace ordain::form {
namespace {

constexpr std::array<char, 200> pairs = [] {
    std::array<char, 200> made{};
    for (std::size_t i = 0; i < 100; ++i) made[2 * i] = static_cast<char>('0' + i / 10), made[2 * i + 1] = static_cast<char>('0' + i % 10);
    return made;
}();

constexpr std::array<std::uint64_t, 19> powers = [] {
    std::array<std::uint64_t, 19> made{};
    made[0] = 1;
    for (std::size_t i = 1; i < made.size(); ++i) made[i] = made[i - 1] * 10;
    return made;
}();

char* pair(char* to, std::uint64_t below_100) {
    std::memcpy(to, pairs.data() + 2 * below_100, 2);
    return to + 2;
}

std::uint64_t magnitude(std::int64_t value) {
    return value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
}

int digits_of(std::uint64_t value) {
    int digits = 1;
    while (value >= 10) value /= 10, ++digits;
    return digits;
}

/// Exactly `digits` digits, the last of the number.
char* last_digits(char* to, std::uint64_t value, int digits) {
    char* const end = to + digits;
    char* at = end;
    while (at - to >= 2) at -= 2, (void)pair(at, value % 100), value /= 100;
    if (at != to) *to = static_cast<char>('0' + value % 10);
    return end;
}

char* unsigned_number(char* to, std::uint64_t value) {
    if (value < 10) return *to = static_cast<char>('0' + value), to + 1;
    return last_digits(to, value, digits_of(value));
}

constexpr std::size_t date_and_t = 11;  // all timestamps have years of four digits

char* text(char* to, std::string_view s) {
    std::memcpy(to, s.data(), s.size());
    return to + s.size();
}

}  // namespace

char* number(char* to, std::int64_t value) {
    if (value < 0) *to++ = '-';
    return unsigned_number(to, magnitude(value));
}

char* padded(char* to, std::int64_t value, int width) {
    if (value < 0) *to++ = '-', --width;
    const std::uint64_t size = magnitude(value);
    return last_digits(to, size, std::max(width, digits_of(size)));
}

char* scaled(char* to, std::int64_t value, int digits) {
    if (value < 0) *to++ = '-';
    const std::uint64_t size = magnitude(value), unit = powers[static_cast<std::size_t>(digits)];
    to = unsigned_number(to, size / unit);
    std::uint64_t fraction = size % unit;
    if (fraction == 0) return to;
    while (fraction % 10 == 0) fraction /= 10, --digits;
    *to++ = '.';
    return last_digits(to, fraction, digits);
}

char* date(char* to, std::int64_t days) {
    const Civil c = civil_of(std::clamp(days, first_date, last_date));  // whatever a damaged bundle holds
    to = padded(to, c.year, 4);
    *to++ = '-';
    to = pair(to, static_cast<std::uint64_t>(c.month));
    *to++ = '-';
    return pair(to, static_cast<std::uint64_t>(c.day));
}

char* minutes(char* to, std::int64_t value) {
    value = std::clamp<std::int64_t>(value, 0, 24 * 60);
    to = padded(to, value / 60, 2);
    *to++ = ':';
    return padded(to, value % 60, 2);
}

char* timestamp(char* to, std::int64_t ns) {
    LastDate last;
    return timestamp_after(to, ns, last);
}

char* timestamp_after(char* to, std::int64_t ns, LastDate& last) {
    std::int64_t days = ns / ns_per_day;
    std::int64_t rest = ns % ns_per_day;
    if (rest < 0) rest += ns_per_day, --days;
    if (days != last.days) {
        last.days = days;
        *date(last.text, days) = 'T';
    }
    std::memcpy(to, last.text, sizeof last.text);
    to += date_and_t;
    const auto seconds = static_cast<std::uint32_t>(static_cast<std::uint64_t>(rest) / ns_per_second);
    auto fraction = static_cast<std::uint64_t>(rest) % ns_per_second;
    to = pair(to, seconds / 3600);
    *to++ = ':';
    to = pair(to, seconds / 60 % 60);
    *to++ = ':';
    to = pair(to, seconds % 60);
    if (fraction != 0) {
        int digits = 9;
        while (fraction % 10 == 0) fraction /= 10, --digits;
        *to++ = '.';
        to = last_digits(to, fraction, digits);
    }
    *to++ = 'Z';
    return to;
}

char* elapsed(char* to, std::int64_t ns) {
    struct Unit {
        std::int64_t size;
        std::string_view name;
    };
    static constexpr Unit units[] = {{ns_per_day, " day"}, {ns_per_hour, " hour"}, {ns_per_minute, " minute"}, {ns_per_second, " second"}};
    for (const Unit& unit : units) {
        if (ns == 0 || ns % unit.size != 0) continue;
        const std::int64_t n = ns / unit.size;
        to = text(number(to, n), unit.name);
        if (n != 1 && n != -1) *to++ = 's';
        return to;
    }
    return text(scaled(to, ns, 9), " seconds");
}

char* currency(char* to, std::int64_t code) {
    const bool known = is_currency_code(code);  // what is no currency must not break the JSON it stands in
    for (const int shift : {16, 8, 0}) *to++ = known ? static_cast<char>(code >> shift & 0xff) : '?';
    return to;
}

char* hex(char* to, const std::uint8_t* bytes, std::size_t size) {
    constexpr std::string_view digits = "0123456789abcdef";
    for (std::size_t i = 0; i < size; ++i) {
        *to++ = digits[bytes[i] >> 4];
        *to++ = digits[bytes[i] & 15];
    }
    return to;
}

}  // namespace ordain::form
