// Proves, once and before a bundle is used, all that the evaluator relies on.
#pragma once

#include <cstdint>
#include <span>

#include "runtime/base/result.hpp"
#include "runtime/program/image.hpp"

namespace ordain::program {

/// Every index and range of every section lies in its target; the places of an event's fields lie in its slots and columns; the code of
/// every chunk is well formed (verify_code) and the decision of each event stays below limits::program_cost. The error names the first
/// thing found wrong. Cost: about linear.
[[nodiscard]] Result<void> verify(const Image& image);

/// The sections without code. First half of `verify`.
[[nodiscard]] Result<void> verify_tables(const Image& image);

/// One chunk, in tables that have been verified: instructions known, operands in range, jumps forward and not into loops, loops nested and
/// paired, registers written before they are read on every path, only temporaries written, index registers used for the list or data
/// they are rows of, as many arguments as each effect takes. `code`: all code the chunk lies in.
[[nodiscard]] Result<void> verify_code(const Image& image, std::span<const Insn> code, const ChunkRec& chunk);

}  // namespace ordain::program
