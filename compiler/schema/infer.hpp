// A first schema from real payloads: what `ordain schema infer` writes.
#pragma once

#include <string>

#include "compiler/schema/propose.hpp"
#include "compiler/schema/samples.hpp"
#include "runtime/base/result.hpp"

namespace ordain::schema {

/// A module of records, enums and events in the canonical layout, under which every sample is valid. Comments say what was seen and what
/// is a guess; members that no type of the language fits are named in comments and not declared. Errors: there are no samples, `module`
/// can't name a module. Cost: linear in the places that the samples have.
[[nodiscard]] Result<std::string> infer(const Samples& samples, const std::string& module, Wishes wishes);

}  // namespace ordain::schema
