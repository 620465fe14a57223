#include "runtime/value/decimal.hpp"

#include <cstddef>

#include "runtime/base/arith.hpp"

namespace ordain {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The digits of a number, those of the fraction directly after the others, and where the point stands.
struct Spelled {
    std::string_view whole, fraction;
    std::int64_t exponent = 0;
    bool negative = false;

    [[nodiscard]] std::size_t size() const { return whole.size() + fraction.size(); }
    [[nodiscard]] int digit(std::size_t i) const { return (i < whole.size() ? whole[i] : fraction[i - whole.size()]) - '0'; }
};

std::string_view take_digits(std::string_view text, std::size_t& at) {
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) ++at;
    return text.substr(begin, at - begin);
}

/// Exponents are cut at 10^8: no line has enough digits to bring such a number back into a type.
bool take_exponent(std::string_view text, std::size_t& at, std::int64_t& out) {
    if (at >= text.size() || (text[at] != 'e' && text[at] != 'E')) return true;
    ++at;
    const bool down = at < text.size() && text[at] == '-';
    if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
    const std::string_view digits = take_digits(text, at);
    for (const char c : digits)
        if (out < 100'000'000) out = out * 10 + (c - '0');
    if (down) out = -out;
    return !digits.empty();
}

bool spell(std::string_view text, Spelled& out) {
    std::size_t at = 0;
    out.negative = !text.empty() && text[0] == '-';
    if (out.negative) ++at;
    out.whole = take_digits(text, at);
    if (out.whole.empty() || (out.whole.size() > 1 && out.whole[0] == '0')) return false;
    if (at < text.size() && text[at] == '.') {
        out.fraction = take_digits(text, ++at);
        if (out.fraction.empty()) return false;
    }
    return take_exponent(text, at, out.exponent) && at == text.size();
}

/// Whether the digits from `first` to `last`, as a fraction, round the kept integer away from zero (half to even).
bool rounds_up(const Spelled& s, std::size_t first, std::size_t last, bool kept_is_odd) {
    if (s.digit(first) != 5) return s.digit(first) > 5;
    for (std::size_t i = first + 1; i < last; ++i)
        if (s.digit(i) != 0) return true;
    return kept_is_odd;
}

}  // namespace

bool is_json_number(std::string_view text) {
    Spelled s;
    return spell(text, s);
}

Scaled read_scaled(std::string_view text, int digits, bool rounded) {
    Spelled s;
    if (!spell(text, s)) return {0, FaultCode::WRONG_TYPE};
    std::size_t first = 0, last = s.size();
    while (first < last && s.digit(first) == 0) ++first;
    while (last > first && s.digit(last - 1) == 0) --last;
    if (first == last) return {};
    const auto have = static_cast<std::int64_t>(last - first);
    // how many of the digits from `first` on stand before the point of the scaled number
    const std::int64_t kept = static_cast<std::int64_t>(s.whole.size()) - static_cast<std::int64_t>(first) + s.exponent + digits;
    if (kept < have && !rounded) return {0, FaultCode::TOO_MANY_DIGITS};
    if (kept > 19) return {0, FaultCode::NUMBER_TOO_LARGE};
    int128 v = 0;
    for (std::int64_t i = 0; i < kept; ++i) v = v * 10 + (i < have ? s.digit(first + static_cast<std::size_t>(i)) : 0);
    if (kept >= 0 && kept < have && rounds_up(s, first + static_cast<std::size_t>(kept), last, (v & 1) != 0)) ++v;
    Scaled result;
    if (!narrow(s.negative ? -v : v, result.value)) return {0, FaultCode::NUMBER_TOO_LARGE};
    return result;
}

}  // namespace ordain
