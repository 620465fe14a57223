// From a decided event to what each policy saw.
#pragma once

#include <vector>

#include "runtime/explain/model.hpp"
#include "runtime/vm/evaluator_state.hpp"

namespace ordain::explain {

/// Runs the policies for the event that `state` has just decided once more, with a trace, and reads the notes. An invalid event has no
/// policies. Policies that read advice come twice if there was a pass with advice. The bundle has debug sections. Cost: that of deciding,
/// times about the number of expressions.
[[nodiscard]] std::vector<PolicySeen> see_policies(detail::EvaluatorState& state);

}  // namespace ordain::explain
