// Decisions compared: is one at most as strict as another?
#pragma once

#include "runtime/decode/event_store.hpp"
#include "runtime/program/image.hpp"
#include "runtime/vm/decision_model.hpp"

namespace ordain {

/// Whether `d` is at most as strict as `other` (LANGUAGE.md, V-1): a lower verdict; or the same, with every need of `d` implied by one of
/// `other`, which keeps out at least the same persons and (if compared) is due no later, and the holds of `d` among those of `other`.
/// Both are of one image. For reviews and edits, not for the hot path: it allocates, and needs of many `or` are compared way by way; beyond
/// a bound of ways the answer is false, the cautious one.
[[nodiscard]] bool at_most_as_strict(const program::Image& image, const DecisionModel& d, const DecisionModel& other, DueTimes due);

struct BoundValues;

/// Whether the subject is the same and every bound value of `now` is within its tolerance of `approved` (V-2, V-3). Both events are of one
/// type; the stores are those after decoding. False if the type has no subject.
[[nodiscard]] bool bound_values_stand(const program::Image& image, const BoundValues& approved, const BoundValues& now);

/// What an approval is bound to, copied out of an event so that it outlives the event.
struct BoundValues {
    struct Value {
        bool present = true;
        std::int64_t number = 0, currency = 0;
        std::string text;
    };
    std::uint32_t event = program::none;
    std::vector<Value> values;  // one per BindRec of the event
};
/// Of the event in `store`; none if the event is invalid.
[[nodiscard]] BoundValues bound_values(const program::Image& image, const EventStore& store);

}  // namespace ordain
