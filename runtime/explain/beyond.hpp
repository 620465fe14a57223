// Which deadline a calendar's years did not hold.
#pragma once

#include <optional>
#include <span>

#include "runtime/explain/model.hpp"
#include "runtime/vm/evaluator_state.hpp"

namespace ordain::explain {

/// What a run of a chunk ended at with BEYOND_CALENDAR: a deadline or a step of an escalation. Nothing, if it ended otherwise, or if a
/// condition or another expression did it, whose own state says so. `notes`: of the chunk. Cost: the steps, and the chunk's code.
[[nodiscard]] std::optional<Beyond> find_beyond(const detail::EvaluatorState& state, std::uint32_t chunk,
                                                std::span<const program::NoteRec> notes, std::span<const TraceStep> steps);

}  // namespace ordain::explain
