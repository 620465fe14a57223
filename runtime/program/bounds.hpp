// What one run of a chunk can cost and contribute at most, from its code alone.
#pragma once

#include <cstdint>
#include <span>

#include "runtime/program/image.hpp"

namespace ordain::program {

/// Sums over all instructions, each times the rows of the loops around it; they stop at UINT64_MAX instead of wrapping.
struct ChunkBounds {
    std::uint64_t cost = 0;  // look-ups count by the rows they may search
    std::uint64_t fired = 0, emitted = 0, args = 0;
};

/// `code`: all code the chunk lies in; its instructions and their operands are known to be valid, its loops to be paired.
[[nodiscard]] ChunkBounds chunk_bounds(const Image& image, std::span<const Insn> code, const ChunkRec& chunk);

}  // namespace ordain::program
