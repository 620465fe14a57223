// JSON Schema (2020-12) of the events that a bundle takes.
#pragma once

#include <string>

#include "compiler/sema/typed.hpp"

namespace ordain::schema {

enum class Part : unsigned char { event, payload };  // the whole CloudEvent, or its `data`

/// The schema of one event type as indented JSON. It accepts what the decoder accepts. It refuses a member that is missing, of another JSON
/// type or form, no spelling of its enum, a number out of its range, a list that is too long. It can't ask for what JSON Schema has no
/// words for: digits after the point, lengths in bytes, ranges of numbers in texts and of times, keys of lists, members that occur twice;
/// advice is left free, as A-4 says. `program` was checked without errors. Cost: linear in the schema.
[[nodiscard]] std::string json_schema(const typed::Program& program, typed::EventId event, Part part);

/// The schema of any event of the bundle: one of its types.
[[nodiscard]] std::string json_schema(const typed::Program& program);

}  // namespace ordain::schema
