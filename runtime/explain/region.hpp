// The region of a decision: how far each value of the event may move, everything else as it is.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "runtime/explain/considered.hpp"
#include "runtime/vm/evaluator_state.hpp"

namespace ordain::explain {

enum class RegionKind : std::uint8_t { interval, one_of, none_of, exactly, present, missing };

/// A bound, as people read it and as JSON. Empty: there is none.
struct Bound {
    std::string shown, json;
    bool open = false;  // the bound itself is outside
};

struct RegionItem {
    std::string field;  // JSON pointer
    std::string name;   // as policies write it
    RegionKind kind = RegionKind::exactly;
    std::string shown, json;  // the value; empty for missing
    Bound low, high;
    std::vector<std::string> values_shown, values_json;  // one_of, none_of
};

/// One item for each value that deciding has read, in the order of the event type's fields, then of rows. As long as one of them alone
/// moves within its item, the event stays valid, and lists keep their elements, the same rules fire, for the same elements and with the
/// same waivers, and so verdict, needs, persons kept out, holds, routes, priorities, actions, recipients and reason codes stay; due
/// times, texts and outputs are filled in from the event. Values without an item have not been read. An interval is as wide as
/// it can be without changing what any comparison says. Empty for an invalid event.
/// `work`: about how many instructions may be run; what does not fit is `exactly`.
[[nodiscard]] std::vector<RegionItem> find_region(detail::EvaluatorState& state, std::uint64_t work = 10'000'000);

}  // namespace ordain::explain
