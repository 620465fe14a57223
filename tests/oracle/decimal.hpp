// Decimal numbers for the oracle: exact, from text to scaled integers and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/base/arith.hpp"
#include "runtime/base/fault.hpp"
#include "runtime/value/type.hpp"

namespace ordain::oracle {

/// numerator / denominator to the nearest integer; exactly half goes to the even one. |denominator| < 2^63, not 0.
[[nodiscard]] int128 nearest_even(int128 numerator, int128 denominator);

/// v if it fits 64 bits.
[[nodiscard]] std::optional<std::int64_t> fitting(int128 v);

/// 10 to the power n, 0 <= n <= 18.
[[nodiscard]] std::int64_t ten_to(int n);

/// How many fractional digits a type holds: integer 0, money 4, decimal and percent 6.
[[nodiscard]] int fractional_digits(TypeKind kind);

struct Scaled {
    std::int64_t number = 0;
    FaultCode fault = FaultCode::none;  // WRONG_TYPE, TOO_MANY_DIGITS or NUMBER_TOO_LARGE
};
/// Reads a number in JSON's spelling as an integer multiple of 10^-digits. With `rounded`, excess digits are rounded half even.
[[nodiscard]] Scaled scaled_from_text(std::string_view text, int digits, bool rounded);

/// number × 10^-digits with as few digits as possible: "44000", "-0.125".
[[nodiscard]] std::string decimal_text(std::int64_t number, int digits);

/// "EUR" from its code.
[[nodiscard]] std::string currency_text(std::uint32_t code);

}  // namespace ordain::oracle
