// Notes beside the code: what explanations show of its expressions. A policy is generated a second time for explanations, with an
// instruction after each expression that copies its value, so that it can be read from a trace.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/codegen/chunk_builder.hpp"
#include "compiler/diag/source.hpp"
#include "compiler/plan/strings.hpp"
#include "compiler/sema/typed.hpp"
#include "runtime/program/image.hpp"

namespace ordain::codegen {

/// Texts and places of the sources, as debug sections hold them. Borrows all it is given.
class DebugSources {
public:
    DebugSources(const SourceSet& sources, program::ImageData& image);

    [[nodiscard]] program::Str text(Span span);
    [[nodiscard]] program::Str add(std::string_view text) { return strings_.add(text); }
    /// Quick where one place follows another.
    [[nodiscard]] program::PlaceRec place(Span span);
    [[nodiscard]] std::string_view source(Span span) const { return sources_.text(span); }

private:
    const SourceSet& sources_;
    Strings strings_;
    std::uint32_t file_ = 0, line_ = 1;  // of the last place
};

/// The notes of one chunk, with instructions counted from its begin.
class Notes {
public:
    Notes(const typed::Program& program, DebugSources& sources) : program_(program), sources_(sources) {}

    /// What the expressions opened from now on, outside of any other, are for.
    void root(program::NoteKind kind, std::uint32_t rule) { kind_ = kind, rule_ = rule; }
    /// The heading of the column that the next cell tests; empty: none.
    void column(std::string_view heading) { column_ = heading; }

    /// Opens the note of an expression: what is opened until it is closed are its operands. Returns its number, or `none` for an
    /// expression that needs no note of its own.
    [[nodiscard]] std::uint32_t open(typed::ExprId id, std::uint32_t here);
    /// `value`, `second` (money of any currency), `presence` (of an optional value): where they are now, or program::none.
    void close(std::uint32_t note, ChunkBuilder& code, Reg value, Reg second, Reg presence);
    /// Closes and, or, not, whose value follows from their operands.
    void close(std::uint32_t note, const ChunkBuilder& code);
    /// The LOOP at `pc` computes the operands of the innermost open note.
    void loop(std::uint32_t pc);
    /// A deadline of the effect that comes next.
    void deadline(ChunkBuilder& code, typed::ExprId within, std::uint32_t effect, std::uint32_t calendar, Reg start, Reg duration, Reg due);

    [[nodiscard]] DebugSources& sources() { return sources_; }
    /// The notes with instructions counted from the begin of all code. `base`: where the chunk begins.
    [[nodiscard]] std::vector<program::NoteRec> relocate(std::uint32_t base) const;

private:
    const typed::Program& program_;
    DebugSources& sources_;
    std::vector<program::NoteRec> notes_;
    std::vector<std::uint32_t> open_;
    std::vector<std::uint32_t> exprs_;  // of the open notes
    program::NoteKind kind_ = program::NoteKind::operand;
    std::uint32_t rule_ = program::none;
    std::string column_;
    Reg shown_ = program::none;  // the register that all copies go to

    [[nodiscard]] std::uint32_t show(ChunkBuilder& code, Reg value);
    [[nodiscard]] std::uint32_t add(program::NoteKind kind, program::NoteOp op, Span span, std::uint32_t here);
};

}  // namespace ordain::codegen
