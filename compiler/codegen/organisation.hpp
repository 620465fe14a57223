// Everything of a bundle that stands outside its policies: who there is, what they are asked for, when they work, and reference data.
#pragma once

#include "compiler/plan/strings.hpp"
#include "compiler/plan/symbols.hpp"
#include "compiler/sema/typed.hpp"
#include "runtime/program/image.hpp"

namespace ordain {

/// Fills the sections meta, enums … outputs, ladders, escalations, calendars and data of an image in which they are empty. Record i of a
/// section is element i of the program's vector, so typed ids are indices; one more calendar than the program has follows at the end, see
/// emit_calendars. Texts that are compared go to `symbols`, which the caller finishes. Deterministic.
void emit_organisation(const typed::Program& program, program::ImageData& image, Strings& strings, Symbols& symbols);

namespace codegen {

void emit_enums(const typed::Program& program, program::ImageData& image, Strings& strings);
/// Roles, queues, actions, channels, reasons, outputs.
void emit_people(const typed::Program& program, program::ImageData& image, Strings& strings);
void emit_ladders(const typed::Program& program, program::ImageData& image, Strings& strings, Symbols& symbols);
void emit_escalations(const typed::Program& program, program::ImageData& image, Strings& strings);
/// The last calendar is plain UTC, without a name, days or openings: index program.calendars.size(), for what needs a zone and has none.
void emit_calendars(const typed::Program& program, program::ImageData& image, Strings& strings);
void emit_data(const typed::Program& program, program::ImageData& image, Strings& strings, Symbols& symbols);

/// One word for a constant: the symbol of a text, else its number.
[[nodiscard]] inline std::int64_t word(const typed::Value& value, const Type& type, Symbols& symbols) {
    return type.kind == TypeKind::text ? symbols.add(value.text) : value.number;
}

/// The number of elements of a section, as an index.
template <class Records>
[[nodiscard]] std::uint32_t size32(const Records& records) {
    return static_cast<std::uint32_t>(records.size());
}

}  // namespace codegen
}  // namespace ordain
