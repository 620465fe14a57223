#include "runtime/explain/names.hpp"

#include <optional>

#include "runtime/program/opcode.hpp"

namespace ordain::explain {

namespace {

using program::none;
using program::Opcode;

/// The cell whose value the instruction at `pc` copies: a slot, or the column that the register was loaded from last.
std::optional<Cell> copied(const program::Image& image, const program::ChunkRec& chunk, std::uint32_t pc) {
    const program::Insn& copy = image.trace_code[pc];
    if (static_cast<Opcode>(copy.op) != Opcode::MOV) return {};
    const std::size_t first = image.constants.size(), last = first + image.events[chunk.event].slots;
    if (copy.b >= first && copy.b < last) return Cell{false, static_cast<std::uint32_t>(copy.b - first), 0};
    for (std::uint32_t i = pc; i-- > chunk.code;) {
        const program::Insn& insn = image.trace_code[i];
        const bool writes = program::info(static_cast<Opcode>(insn.op)).a == program::Operand::written && insn.a == copy.b;
        if (!writes) continue;
        if (static_cast<Opcode>(insn.op) != Opcode::COL) return {};
        return Cell{true, insn.b, 0};
    }
    return {};
}

bool is_path(std::string_view text) {
    return !text.empty() && text.find_first_of(" \"([") == std::string_view::npos;
}

}  // namespace

std::map<Cell, std::string_view> written_names(const program::Image& image, std::uint32_t event) {
    std::map<Cell, std::string_view> names;
    const program::Range32 chunks = image.events[event].chunks;
    for (std::uint32_t c = chunks.first; c < chunks.first + chunks.count; ++c) {
        for (const program::NoteRec& note : program::slice(image.notes, image.note_ranges[c])) {
            const std::string_view text = image.debug_str(note.text);
            if (note.pc == none || note.op != program::NoteOp::plain || !is_path(text)) continue;
            if (const auto cell = copied(image, image.trace_chunks[c], note.pc)) names.emplace(*cell, text);
        }
    }
    return names;
}

}  // namespace ordain::explain
