// From the clock of a zone to instants, for what a compiler fixes in advance: openings, first and last days of policies.
#pragma once

#include <cstdint>
#include <span>

#include "compiler/sema/typed.hpp"

namespace ordain::codegen {

/// The instants (UTC ns) at which a zone's clock shows one local time: different if the clock shows it twice. A local time that the clock
/// skips is the instant of the transition.
struct LocalInstants {
    std::int64_t earlier = 0, later = 0;
};

/// `date`: days since 1970-01-01; `minute` 0..1440. Results are clamped to int64. `zone`: as typed::Calendar::transitions, not empty.
[[nodiscard]] LocalInstants instants_of(std::span<const typed::Transition> zone, std::int64_t date, std::int64_t minute);

/// The earliest instant whose local date is `date` or later, clamped to int64.
[[nodiscard]] std::int64_t first_instant(std::span<const typed::Transition> zone, std::int64_t date);

}  // namespace ordain::codegen
