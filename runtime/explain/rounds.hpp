// The steps of a trace, found by instruction.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "runtime/program/image.hpp"
#include "runtime/vm/machine.hpp"

namespace ordain::explain {

/// A stretch of a trace within which no instruction outside of loops occurs twice: a whole chunk, or one round of a loop. Borrows the
/// steps.
class Stretch {
public:
    /// `row`: of the list that is looped over.
    Stretch(std::span<const TraceStep> steps, std::int64_t row = -1);

    /// The first step of the instruction, or null.
    [[nodiscard]] const TraceStep* find(std::uint32_t pc) const;
    /// Is there a step of an instruction in [begin, end) that faulted?
    [[nodiscard]] bool faulted(std::uint32_t begin, std::uint32_t end) const;
    /// The rounds of the loop that LOOP at `pc` opens. Cost: the steps.
    [[nodiscard]] std::vector<Stretch> rounds(std::span<const program::Insn> code, std::uint32_t pc) const;
    [[nodiscard]] std::int64_t row() const { return row_; }

private:
    std::span<const TraceStep> steps_;
    std::int64_t row_;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> by_pc_;  // instruction, step; sorted
};

}  // namespace ordain::explain
