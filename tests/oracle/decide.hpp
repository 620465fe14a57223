// The reference evaluator: decides an event by walking the typed program, as LANGUAGE.md says and as slowly as that takes.
#pragma once

#include <string_view>

#include "compiler/sema/typed.hpp"
#include "tests/oracle/decision.hpp"

namespace ordain::oracle {

[[nodiscard]] Decision decide(const typed::Program& program, std::string_view event_line);

/// D is at most as strict as D′, in verdict, needs, never, holds, and (if `due_counts`) due times. Neither is a fault.
[[nodiscard]] bool at_most_as_strict(const typed::Program& program, const Decision& d, const Decision& other, bool due_counts = true);

/// Whether an approval that was given for event `before` is good for event `after`.
[[nodiscard]] bool still_stands(const typed::Program& program, std::string_view before, std::string_view after);

}  // namespace ordain::oracle
