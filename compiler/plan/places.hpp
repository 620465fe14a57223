// Where a value has to be cut so that rules can be told apart: the ranks at which some set begins or ends.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "compiler/plan/rank_set.hpp"

namespace ordain::plan {

/// Neighbouring ranks that no set tells apart make one place. Place i begins at rank `starts[i - 1]`, whose least value is
/// `boundaries[i - 1]`.
struct Places {
    std::vector<std::uint32_t> starts;     // ascending
    std::vector<std::int64_t> boundaries;  // ascending, as many

    [[nodiscard]] std::uint32_t count() const { return static_cast<std::uint32_t>(starts.size()) + 1; }
    [[nodiscard]] std::uint32_t of(std::uint32_t rank) const;
};

/// Without the ranks that no value has: those between constants that follow each other.
[[nodiscard]] RankSet of_values(const RankSet& set, std::span<const std::int64_t> constants);

/// The places of a value that is compared with `constants`, for spans of ranks that values have (of_values), between `first` and `last`.
[[nodiscard]] Places cut(std::span<const std::int64_t> constants, std::span<const RankSet::Span> spans, std::uint32_t first,
                         std::uint32_t last);

/// The places that begin at those ranks: ascending, of values, not 0.
[[nodiscard]] Places starting_at(std::span<const std::int64_t> constants, std::vector<std::uint32_t> starts);

}  // namespace ordain::plan
