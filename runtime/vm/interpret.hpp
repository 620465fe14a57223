// The loop over the instructions of one chunk.
#pragma once

#include <vector>

#include "runtime/vm/context.hpp"
#include "runtime/vm/contributions.hpp"
#include "runtime/vm/machine.hpp"

namespace ordain::vm {

struct Outcome {
    Contributions::Fault fault;  // code none: the chunk reached its END
    bool applied = false;        // it came as far as APPLIES
};

/// Runs one verified chunk: `code` is all code it lies in. Contributions are appended to `out` under the number `chunk`. With Trace, a
/// step is appended to `steps` for each instruction; else `steps` is not used and may be null.
template <bool Trace>
[[nodiscard]] Outcome interpret(const Context& context, std::span<const program::Insn> code, const program::ChunkRec& record,
                                std::uint32_t chunk, Contributions& out, std::vector<TraceStep>* steps);

extern template Outcome interpret<false>(const Context&, std::span<const program::Insn>, const program::ChunkRec&, std::uint32_t,
                                         Contributions&, std::vector<TraceStep>*);
extern template Outcome interpret<true>(const Context&, std::span<const program::Insn>, const program::ChunkRec&, std::uint32_t,
                                        Contributions&, std::vector<TraceStep>*);

}  // namespace ordain::vm
