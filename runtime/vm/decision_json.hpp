// A composed decision as one line of JSON.
#pragma once

#include <string>

#include "runtime/decode/event_store.hpp"
#include "runtime/program/image.hpp"
#include "runtime/vm/decision_model.hpp"
#include "runtime/vm/phrases.hpp"

namespace ordain {

/// Appends the decision, without line end. `phrases` are the image's, `store` is what the model was composed from; the model has its
/// identity. Allocates only as `out` grows.
void append_decision(std::string& out, const program::Image& image, const Phrases& phrases, const EventStore& store,
                     const DecisionModel& model);

}  // namespace ordain
