// Texts of dates, times of day and timestamps to the integers of their fields.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "runtime/decode/plan.hpp"

namespace ordain::decode {

/// `kind`: date, time or timestamp. `zone`: of timestamps without offset; empty: these are none.
[[nodiscard]] std::optional<std::int64_t> read_moment(Kind kind, std::string_view bytes, std::span<const program::TransitionRec> zone);

}  // namespace ordain::decode
