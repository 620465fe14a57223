// JSON's grammar, byte by byte: what is asked when something is wrong with a line, and the escapes of its strings.
#pragma once

#include <string_view>

#include "runtime/base/fault.hpp"

namespace ordain::decode {

/// What keeps `line` from being one well-formed JSON value, nested at most limits::json_depth deep: INVALID_UTF8 before all, else
/// INVALID_JSON or TOO_DEEP, whichever comes first; or none. Cost: linear; constant memory.
[[nodiscard]] FaultCode form_fault(std::string_view line);

/// Writes what a string's bytes between its quotes mean to `out`, which has room for as many bytes, and moves it behind them. The bytes
/// hold no quote but escaped ones, and no control characters. False if an escape is not one, or half of a surrogate pair.
[[nodiscard]] bool unescape(std::string_view between, char*& out);

}  // namespace ordain::decode
