// A composed decision as one line of JSON.
#pragma once

#include <string>
#include <string_view>

#include "runtime/decode/event_store.hpp"
#include "runtime/program/image.hpp"
#include "runtime/vm/decision_model.hpp"

namespace ordain {

/// Appends the decision, without line end. `store` is what the model was composed from; the model has its identity. Allocates only as `out`
/// grows.
void append_decision(std::string& out, const program::Image& image, const EventStore& store, const DecisionModel& model,
                     std::string_view bundle_id);

}  // namespace ordain
