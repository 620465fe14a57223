// The loop over the instructions of an event's chunks.
#pragma once

#include <span>
#include <vector>

#include "runtime/vm/context.hpp"
#include "runtime/vm/contributions.hpp"
#include "runtime/vm/machine.hpp"

namespace ordain::vm {

/// Runs chunks [first, last) of `chunks`, verified, one after the other, until an enforced policy faults; a policy that is not in force is
/// skipped. `code` is all code they lie in. Contributions are appended to `out`. With Trace, a step is appended to `steps` for each
/// instruction; else `steps` is not used and may be null.
template <bool Trace>
void interpret(const Context& context, std::span<const program::Insn> code, std::span<const program::ChunkRec> chunks,
               program::Range32 which, Contributions& out, std::vector<TraceStep>* steps);

extern template void interpret<false>(const Context&, std::span<const program::Insn>, std::span<const program::ChunkRec>, program::Range32,
                                      Contributions&, std::vector<TraceStep>*);
extern template void interpret<true>(const Context&, std::span<const program::Insn>, std::span<const program::ChunkRec>, program::Range32,
                                     Contributions&, std::vector<TraceStep>*);

}  // namespace ordain::vm
