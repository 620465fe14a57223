#include "tests/oracle/decimal.hpp"

#include <limits>

namespace ordain::oracle {

int128 nearest_even(int128 numerator, int128 denominator) {
    if (denominator < 0) return nearest_even(-numerator, -denominator);
    int128 below = numerator / denominator;
    if (below * denominator > numerator) --below;  // towards minus infinity
    const int128 rest = numerator - below * denominator;
    if (2 * rest < denominator) return below;
    if (2 * rest > denominator) return below + 1;
    return below % 2 == 0 ? below : below + 1;
}

std::optional<std::int64_t> fitting(int128 v) {
    if (v < std::numeric_limits<std::int64_t>::min() || v > std::numeric_limits<std::int64_t>::max()) return std::nullopt;
    return static_cast<std::int64_t>(v);
}

std::int64_t ten_to(int n) {
    std::int64_t v = 1;
    for (int i = 0; i < n; ++i) v *= 10;
    return v;
}

int fractional_digits(TypeKind kind) {
    switch (kind) {
        case TypeKind::decimal:
        case TypeKind::percent: return 6;
        case TypeKind::money:
        case TypeKind::money_any: return 4;
        default: return 0;
    }
}

namespace {

/// A number as text says it: ± 0.DIGITS × 10^point, no leading and no trailing zeros in `digits`; "" is zero.
struct Spelled {
    bool negative = false;
    std::string digits;
    std::int64_t point = 0;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Exponents are cut at 10^8: far beyond what any type holds, whatever the digits before them.
std::int64_t exponent_from(std::string_view digits) {
    std::int64_t v = 0;
    for (char c : digits) {
        v = v * 10 + (c - '0');
        if (v > 100'000'000) return 100'000'000;
    }
    return v;
}

std::optional<Spelled> spell(std::string_view text) {
    Spelled out;
    std::size_t i = 0;
    if (i < text.size() && text[i] == '-') out.negative = true, ++i;
    const std::size_t whole = i;
    while (i < text.size() && is_digit(text[i])) out.digits += text[i++];
    if (i == whole || (text[whole] == '0' && i - whole > 1)) return std::nullopt;
    out.point = static_cast<std::int64_t>(i - whole);
    if (i < text.size() && text[i] == '.') {
        const std::size_t fraction = ++i;
        while (i < text.size() && is_digit(text[i])) out.digits += text[i++];
        if (i == fraction) return std::nullopt;
    }
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
        ++i;
        const bool down = i < text.size() && text[i] == '-';
        if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
        const std::size_t begin = i;
        while (i < text.size() && is_digit(text[i])) ++i;
        if (i == begin) return std::nullopt;
        const std::int64_t e = exponent_from(text.substr(begin, i - begin));
        out.point += down ? -e : e;
    }
    if (i != text.size()) return std::nullopt;
    while (!out.digits.empty() && out.digits.back() == '0') out.digits.pop_back();
    while (!out.digits.empty() && out.digits.front() == '0') {
        out.digits.erase(0, 1);
        --out.point;
    }
    return out;
}

/// Whether the dropped digits (without their leading place: ".DROPPED") round the kept integer up in size.
bool rounds_up(const std::string& dropped, bool kept_is_odd) {
    if (dropped[0] != '5') return dropped[0] > '5';
    for (std::size_t i = 1; i < dropped.size(); ++i)
        if (dropped[i] != '0') return true;
    return kept_is_odd;
}

}  // namespace

Scaled scaled_from_text(std::string_view text, int digits, bool rounded) {
    const std::optional<Spelled> s = spell(text);
    if (!s) return {0, FaultCode::WRONG_TYPE};
    if (s->digits.empty()) return {};
    const std::int64_t kept = s->point + digits;  // how many of the digits stand before the scaled number's point
    const auto have = static_cast<std::int64_t>(s->digits.size());
    if (kept < have && !rounded) return {0, FaultCode::TOO_MANY_DIGITS};
    if (kept > 19) return {0, FaultCode::NUMBER_TOO_LARGE};
    int128 v = 0;
    for (std::int64_t i = 0; i < kept; ++i) v = v * 10 + (i < have ? s->digits[static_cast<std::size_t>(i)] - '0' : 0);
    if (kept < have) {
        const std::string dropped = kept >= 0 ? s->digits.substr(static_cast<std::size_t>(kept)) : "0";
        if (rounds_up(dropped, v % 2 != 0)) ++v;
    }
    const std::optional<std::int64_t> fit = fitting(s->negative ? -v : v);
    if (!fit) return {0, FaultCode::NUMBER_TOO_LARGE};
    return {*fit, FaultCode::none};
}

std::string decimal_text(std::int64_t number, int digits) {
    const bool negative = number < 0;
    std::string s;
    for (int128 v = negative ? -static_cast<int128>(number) : static_cast<int128>(number); v > 0; v /= 10)
        s.insert(s.begin(), static_cast<char>('0' + static_cast<int>(v % 10)));
    while (s.size() < static_cast<std::size_t>(digits) + 1) s.insert(s.begin(), '0');
    const std::size_t whole = s.size() - static_cast<std::size_t>(digits);
    std::string fraction = s.substr(whole);
    while (!fraction.empty() && fraction.back() == '0') fraction.pop_back();
    std::string out = s.substr(0, whole);
    if (!fraction.empty()) out += "." + fraction;
    return negative ? "-" + out : out;
}

std::string currency_text(std::uint32_t code) {
    return {static_cast<char>(code >> 16), static_cast<char>((code >> 8) & 0xFF), static_cast<char>(code & 0xFF)};
}

}  // namespace ordain::oracle
