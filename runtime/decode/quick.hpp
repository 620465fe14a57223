// The usual forms of values, in few instructions.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "runtime/program/image.hpp"

namespace ordain::decode {

/// By exponent.
inline constexpr std::array<std::int64_t, 7> powers_of_ten{1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};

/// A number without exponent whose digits its type holds: at most 18 of them. False says nothing about a number. `scale`: 0 … 6.
[[nodiscard]] inline bool quickly_scaled(std::string_view token, std::size_t scale, std::int64_t& out) {
    const char* at = token.data();
    const char* const end = at + token.size();
    const bool negative = at != end && *at == '-';
    at += negative ? 1 : 0;
    if (end - at > 16) return false;
    const char* const begin = at;
    std::int64_t v = 0;
    for (; at != end && static_cast<unsigned char>(*at - '0') < 10; ++at) v = v * 10 + (*at - '0');
    const auto whole = static_cast<std::size_t>(at - begin);
    if (whole == 0 || (*begin == '0' && whole > 1) || whole + scale > 18) return false;
    std::size_t fraction = 0;
    if (at != end) {
        if (*at++ != '.') return false;
        const char* const point = at;
        for (; at != end && static_cast<unsigned char>(*at - '0') < 10; ++at) v = v * 10 + (*at - '0');
        fraction = static_cast<std::size_t>(at - point);
        if (at != end || fraction == 0 || fraction > scale) return false;
    }
    v *= powers_of_ten[scale - fraction];
    out = negative ? -v : v;
    return true;
}

/// Whether a value lies in the declared range, if there is one.
[[nodiscard]] inline bool in_range(const program::FieldRec& f, std::int64_t v) {
    if ((f.flags & program::field_flags::has_range) == 0) return true;
    const bool above = (f.flags & program::field_flags::low_open) != 0 ? v > f.low : v >= f.low;
    const bool below = (f.flags & program::field_flags::high_open) != 0 ? v < f.high : v <= f.high;
    return above && below;
}

}  // namespace ordain::decode
