// What one run of a chunk can cost and contribute at most, from its code alone.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/program/image.hpp"

namespace ordain::program {

/// Sums over all instructions, each times the rows of the loops around it; they stop at UINT64_MAX instead of wrapping.
struct ChunkBounds {
    std::uint64_t cost = 0;  // look-ups count by the rows they may search, effects by what composing them takes
    std::uint64_t fired = 0, emitted = 0, args = 0;
};

/// What composing each effect costs beyond its EMIT: entries and bytes of constant text. The tables are known to be valid.
[[nodiscard]] std::vector<std::uint64_t> effect_costs(const Image& image);

/// `effects`: effect_costs; `code`: all code the chunk lies in. Its instructions and their operands are known to be valid, its loops to be
/// paired. Cost: linear in the code.
[[nodiscard]] ChunkBounds chunk_bounds(const Image& image, std::span<const std::uint64_t> effects, std::span<const Insn> code,
                                       const ChunkRec& chunk);

}  // namespace ordain::program
