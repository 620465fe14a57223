// Entry: find_beyond.
#include "runtime/explain/beyond.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/explain/deadline.hpp"
#include "runtime/explain/replay.hpp"
#include "runtime/vm/show.hpp"

namespace ordain::explain {

namespace {

using program::Insn;
using program::none;
using program::NoteKind;
using program::NoteRec;
using program::Opcode;

/// The effect that the instruction at `pc` takes part in: that of the next EMIT, unless a rule fires before it.
std::uint32_t effect_at(const program::Image& image, std::uint32_t pc, std::uint32_t end) {
    for (; pc < end; ++pc) {
        const Insn& insn = image.trace_code[pc];
        const auto op = static_cast<Opcode>(insn.op);
        if (op == Opcode::EMIT) return insn.b;
        if (op == Opcode::FIRE || op == Opcode::END) return none;
    }
    return none;
}

/// The deadline of the effect. Its notes follow the instruction that computes it.
const NoteRec* deadline_of(std::span<const NoteRec> notes, std::uint32_t effect) {
    const auto at =
        std::find_if(notes.begin(), notes.end(), [=](const NoteRec& n) { return n.kind == NoteKind::deadline && n.effect == effect; });
    return at == notes.end() ? nullptr : &*at;
}

/// The value that the instruction at `pc` showed.
std::optional<std::int64_t> shown_at(std::span<const TraceStep> steps, std::uint32_t pc) {
    for (auto step = steps.rbegin(); step != steps.rend(); ++step)
        if (step->pc == pc) return step->value;
    return {};
}

}  // namespace

std::optional<Beyond> find_beyond(const detail::EvaluatorState& state, std::uint32_t chunk, std::span<const NoteRec> notes,
                                  std::span<const TraceStep> steps) {
    const program::Image& image = state.image();
    if (steps.empty() || steps.back().fault != FaultCode::BEYOND_CALENDAR) return {};
    const TraceStep& last = steps.back();
    const Insn& insn = image.trace_code[last.pc];
    const std::uint32_t effect = effect_at(image, last.pc, image.trace_chunks[chunk].code_end);
    if (static_cast<Opcode>(insn.op) != Opcode::BADD || effect == none) return {};
    const program::EffectRec& rec = image.effects[effect];
    const NoteRec* deadline = deadline_of(notes, effect);
    const bool is_deadline = deadline != nullptr && last.pc < deadline->begin;
    if (!is_deadline && rec.escalation == none) return {};
    std::int64_t from = 0, duration = 0;
    std::uint32_t rule = none;
    replay(state, steps, [&](const Insn& at, const TraceStep& step, const Registers& before) {
        if (static_cast<Opcode>(at.op) == Opcode::FIRE) rule = at.b;
        if (&step == &last) from = before.r[insn.b], duration = before.r[insn.c];
    });
    if (rule == none) return {};
    Beyond found;
    found.rule = rule;
    found.calendar = insn.x + 256U * insn.y;
    if (is_deadline) {
        found.text = fmt::format("within {}", image.debug_str(deadline->text));
    } else {
        found.escalation = rec.escalation;
        const std::string text = duration_text({TypeKind::business}, duration);
        const bool after =
            deadline == nullptr || shown_at(steps, deadline->presence) == from;  // counted from the start, not from the due time
        found.text = after ? "after " + text : text + " past due";
    }
    append_value_text(found.from, image, state.store, Type{TypeKind::timestamp}, from, 0);
    return found;
}

}  // namespace ordain::explain
