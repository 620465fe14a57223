// Exact scaled-integer arithmetic, shared by the evaluator, the constant folder and the compiler's literals.
// All operations say whether they overflowed; none has undefined behaviour. × and / round half to even, once.
#pragma once

#include <cstdint>

namespace ordain {

__extension__ typedef __int128 int128;
__extension__ typedef unsigned __int128 uint128;

inline constexpr std::int64_t decimal_scale = 1'000'000;  // decimal, percent: 6 fractional digits
inline constexpr std::int64_t money_scale = 10'000;       // money: 4 fractional digits

/// n / d rounded half to even. d != 0.
[[nodiscard]] constexpr int128 div_half_even(int128 n, int128 d) {
    int128 q = n / d;
    int128 r = n % d;
    if (r == 0) return q;
    const bool negative = (n < 0) != (d < 0);
    const uint128 ar = r < 0 ? -static_cast<uint128>(r) : static_cast<uint128>(r);
    const uint128 ad = d < 0 ? -static_cast<uint128>(d) : static_cast<uint128>(d);
    const uint128 rest = ad - ar;  // compare ar with ad/2 without doubling
    if (ar > rest || (ar == rest && (q & 1) != 0)) q += negative ? -1 : 1;
    return q;
}

/// The same where everything fits 64 bits: several times faster. d > 0.
[[nodiscard]] constexpr std::int64_t div_half_even_64(std::int64_t n, std::int64_t d) {
    std::int64_t q = n / d;
    const std::int64_t r = n % d;
    const std::int64_t ar = r < 0 ? -r : r, rest = d - ar;
    if (ar > rest || (ar == rest && (q & 1) != 0)) q += n < 0 ? -1 : 1;
    return q;
}

/// Stores v and returns true iff it fits.
[[nodiscard]] constexpr bool narrow(int128 v, std::int64_t& out) {
    out = static_cast<std::int64_t>(v);
    return static_cast<int128>(out) == v;
}

[[nodiscard]] inline bool add(std::int64_t a, std::int64_t b, std::int64_t& out) {
    return !__builtin_add_overflow(a, b, &out);
}
[[nodiscard]] inline bool sub(std::int64_t a, std::int64_t b, std::int64_t& out) {
    return !__builtin_sub_overflow(a, b, &out);
}
[[nodiscard]] inline bool mul(std::int64_t a, std::int64_t b, std::int64_t& out) {
    return !__builtin_mul_overflow(a, b, &out);
}

/// a × b ÷ scale: decimal × decimal, money × decimal.
[[nodiscard]] constexpr bool mul_scaled(std::int64_t a, std::int64_t b, std::int64_t scale, std::int64_t& out) {
    std::int64_t product = 0;
    if (!__builtin_mul_overflow(a, b, &product)) {
        out = div_half_even_64(product, scale);
        return true;
    }
    return narrow(div_half_even(static_cast<int128>(a) * b, scale), out);
}
/// a × scale ÷ b, b != 0: any division whose result is a decimal, and money ÷ decimal. scale <= 10^6.
[[nodiscard]] constexpr bool div_scaled(std::int64_t a, std::int64_t b, std::int64_t scale, std::int64_t& out) {
    std::int64_t product = 0;
    if (b > 0 && !__builtin_mul_overflow(a, scale, &product)) {
        out = div_half_even_64(product, b);
        return true;
    }
    return narrow(div_half_even(static_cast<int128>(a) * scale, b), out);
}

}  // namespace ordain
