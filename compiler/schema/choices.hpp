// Questions about what was seen at a place, answered without a plan.
#pragma once

#include <string>

#include "compiler/schema/names.hpp"
#include "compiler/schema/seen.hpp"

namespace ordain::schema {

/// Whether texts look like the spellings of an enum: few short ones, often repeated.
[[nodiscard]] bool is_choice(const Texts& texts, Hint hint);
/// "numbers and texts"
[[nodiscard]] std::string kinds_of(const Seen& seen);

}  // namespace ordain::schema
