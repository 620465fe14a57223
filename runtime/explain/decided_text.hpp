// What was decided, in words.
#pragma once

#include <cstdint>
#include <string>

#include "runtime/vm/evaluator_state.hpp"

namespace ordain::explain {

/// Appends the decision: the verdict, who may approve and who never, what is held, and so on. Ends with an empty line.
void append_decided(std::string& out, const detail::EvaluatorState& state);

void append_instant(std::string& out, const program::Image& image, const EventStore& store, std::int64_t timestamp);

}  // namespace ordain::explain
