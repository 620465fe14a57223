// Sets of ranks. The rank of a value among ascending constants c[0], c[1], … is 2i + 1 if it equals c[i], and 2i if it lies between
// c[i - 1] and c[i], so that k constants make 2k + 1 ranks. A missing value has no rank: it is apart.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace ordain::plan {

struct RankSet {
    using Span = std::pair<std::uint32_t, std::uint32_t>;  // both ends belong to it
    std::vector<Span> spans;                               // ascending, with gaps between them
    bool missing = false;

    [[nodiscard]] static RankSet of(std::uint32_t first, std::uint32_t last) {
        RankSet set;
        if (first <= last) set.spans.push_back({first, last});
        return set;
    }
    [[nodiscard]] bool empty() const { return spans.empty() && !missing; }

    /// Everything else below `ranks`. Cost of these three: linear in the spans.
    [[nodiscard]] RankSet complement(std::uint32_t ranks) const;
    [[nodiscard]] RankSet intersected(const RankSet& other) const;
    [[nodiscard]] RankSet united(const RankSet& other, std::uint32_t ranks) const;

    friend bool operator==(const RankSet&, const RankSet&) = default;
};

}  // namespace ordain::plan
