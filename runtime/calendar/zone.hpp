// From the clock of a zone to instants.
#pragma once

#include <span>

#include "runtime/base/arith.hpp"
#include "runtime/program/image.hpp"

namespace ordain {

/// The instant (UTC ns) at which the clock of a zone shows `local` (ns since 1970-01-01T00:00 by that clock): the earlier one if it shows
/// it twice, that of the transition if it skips it. `zone`: ascending, the first transition at INT64_MIN; empty: UTC. Cost: logarithmic.
[[nodiscard]] int128 instant_of_local(std::span<const program::TransitionRec> zone, int128 local);

}  // namespace ordain
