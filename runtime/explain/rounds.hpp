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
/// steps. Not thread-safe.
class Stretch {
public:
    /// `row`: of the list that is looped over.
    Stretch(std::span<const TraceStep> steps, std::int64_t row = -1);

    /// The first step of the instruction, or null. Cost: the first time the steps, then little.
    [[nodiscard]] const TraceStep* find(std::uint32_t pc) const;
    /// Is there a step of an instruction in [begin, end) that faulted?
    [[nodiscard]] bool faulted(std::uint32_t begin, std::uint32_t end) const;
    /// The rounds of the loop that LOOP at `pc` opens. Cost: the steps.
    [[nodiscard]] std::vector<Stretch> rounds(std::span<const program::Insn> code, std::uint32_t pc) const;
    [[nodiscard]] std::int64_t row() const { return row_; }

private:
    std::span<const TraceStep> steps_;
    std::int64_t row_;
    // Made when first asked for: most rounds of long loops are only counted.
    mutable bool indexed_ = false;
    mutable std::uint32_t first_pc_ = 0;
    mutable std::vector<std::uint32_t> dense_;                             // by instruction from first_pc_ on: its first step, or none
    mutable std::vector<std::pair<std::uint32_t, std::uint32_t>> sparse_;  // where that would be mostly none: instruction, step; sorted
    mutable std::vector<std::uint32_t> faulted_;                           // instructions

    void index() const;
};

}  // namespace ordain::explain
