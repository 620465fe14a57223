// Decimal text to scaled integers, exactly: what JSON numbers and numbers in texts become.
#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/base/fault.hpp"

namespace ordain {

struct Scaled {
    std::int64_t value = 0;
    FaultCode fault = FaultCode::none;  // WRONG_TYPE: not spelled as a JSON number; TOO_MANY_DIGITS; NUMBER_TOO_LARGE
};

/// Whether `text` is exactly one number as JSON spells it. Cost: linear.
[[nodiscard]] bool is_json_number(std::string_view text);

/// The JSON number `text` times 10^digits, 0 <= digits <= 9. More digits than that are rounded half to even if `rounded`, else
/// TOO_MANY_DIGITS, which is asked before NUMBER_TOO_LARGE. Cost: linear; no allocation.
[[nodiscard]] Scaled read_scaled(std::string_view text, int digits, bool rounded);

}  // namespace ordain
