// Registers retraced along the steps of a run.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "runtime/base/limits.hpp"
#include "runtime/program/opcode.hpp"
#include "runtime/vm/evaluator_state.hpp"

namespace ordain::explain {

/// What a step finds before it.
struct Registers {
    std::vector<std::int64_t> r;
    std::array<std::uint32_t, limits::index_registers> index{};
};

/// Which arguments of an effect make the outcome; the others are times, texts and outputs.
[[nodiscard]] std::vector<bool> arguments_that_matter(const program::Image& image, const program::EffectRec& effect);

/// Calls visit(instruction, step, registers) for each step. Accumulators are not retraced.
template <class Visit>
void replay(const detail::EvaluatorState& state, std::span<const TraceStep> steps, Visit visit) {
    using program::Operand;
    const program::Image& image = state.image();
    Registers now{{state.store.frame.begin(), state.store.frame.end()}, {}};
    for (const TraceStep& step : steps) {
        const program::Insn& insn = image.trace_code[step.pc];
        visit(insn, step, now);
        if (step.fault != FaultCode::none) continue;
        const program::OpcodeInfo& kind = program::info(static_cast<program::Opcode>(insn.op));
        const bool finds_row = kind.x == Operand::index_written;
        if (finds_row && kind.a == Operand::written)
            now.r[insn.a] = step.value != 0, now.index[insn.x] = step.value == 0 ? 0 : static_cast<std::uint32_t>(step.value - 1);
        else if (finds_row)
            now.index[insn.x] = static_cast<std::uint32_t>(step.value);
        else if (kind.a == Operand::written)
            now.r[insn.a] = step.value;
    }
}

}  // namespace ordain::explain
