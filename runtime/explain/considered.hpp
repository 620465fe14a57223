// What deciding an event looked at, so that two runs can be compared, and how that depends on one value of the event.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/vm/evaluator_state.hpp"

namespace ordain::explain {

/// A value of the event: a slot, or a row of a column.
struct Cell {
    bool in_list = false;
    std::uint32_t number = 0;  // slot or column
    std::uint32_t row = 0;
    friend auto operator<=>(const Cell&, const Cell&) = default;
};

/// Two runs whose `path` and `facts` are equal went the same way for the same reasons. Then `outcome` is equal, too: which rules fired,
/// for which elements, by which waivers, with which effects, needs, persons and priorities. Times, texts and outputs don't count.
struct Considered {
    std::vector<std::uint64_t> path;  // instructions and faults
    std::vector<std::int64_t> facts;  // on which side of each other compared values are, and so on
    std::vector<std::int64_t> outcome;
};

/// How the path depends on a cell while everything else stays.
struct Dependence {
    /// Every fact is monotone in the cell: those of its values with equal path and facts are an interval.
    bool monotone = true;
    bool pinned = false;                 // a text that has to be this one
    std::vector<std::int64_t> excluded;  // a text that has to be none of these symbols
};

/// The run of one chunk, in one pass.
struct ChunkRun {
    std::uint32_t chunk = 0;
    bool with_advice = false;
    std::vector<TraceStep> steps;
    Contributions out;
};

/// Runs all chunks of the event that `state` has decided. Cost: that of deciding, some times over.
[[nodiscard]] std::vector<ChunkRun> run_chunks(detail::EvaluatorState& state);
/// Was a run too long to be recorded whole? Then nothing can be said about it.
[[nodiscard]] bool cut_short(const std::vector<ChunkRun>& runs);

[[nodiscard]] Considered consider(const detail::EvaluatorState& state, const std::vector<ChunkRun>& runs);
/// The cells that the runs read, sorted. Presences are left out, except that their values are read.
[[nodiscard]] std::vector<Cell> cells_read(const detail::EvaluatorState& state, const std::vector<ChunkRun>& runs);
[[nodiscard]] Dependence dependence(const detail::EvaluatorState& state, const std::vector<ChunkRun>& runs, Cell cell, bool is_text);

}  // namespace ordain::explain
