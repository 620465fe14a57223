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

/// What finding rules by a matcher costs, and what those contribute that fire by it.
struct MatchBounds {
    std::uint64_t cost = 0;                                   // of finding
    std::uint64_t first_emitted = 0, first_effects_cost = 0;  // if one rule fires
    std::uint64_t all_emitted = 0, all_effects_cost = 0;      // if all fire
};

struct Costs {
    std::vector<std::uint64_t> effects;  // what composing each costs beyond its EMIT: entries and bytes of constant text
    std::vector<MatchBounds> matchers;
};
/// The tables are known to be valid. Cost: linear in them.
[[nodiscard]] Costs costs_of(const Image& image);

/// `costs`: of the image; `code`: all code the chunk lies in. Its instructions and their operands are known to be valid, its loops to be
/// paired. Cost: linear in the code.
[[nodiscard]] ChunkBounds chunk_bounds(const Image& image, const Costs& costs, std::span<const Insn> code, const ChunkRec& chunk);

}  // namespace ordain::program
