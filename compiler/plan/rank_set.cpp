#include "compiler/plan/rank_set.hpp"

#include <algorithm>

namespace ordain::plan {

RankSet RankSet::complement(std::uint32_t ranks) const {
    RankSet result;
    result.missing = !missing;
    std::uint32_t next = 0;  // first rank not yet spoken of
    for (const auto& [first, last] : spans) {
        if (next < first) result.spans.push_back({next, first - 1});
        next = last + 1;
    }
    if (next < ranks) result.spans.push_back({next, ranks - 1});
    return result;
}

RankSet RankSet::intersected(const RankSet& other) const {
    RankSet result;
    result.missing = missing && other.missing;
    for (std::size_t i = 0, j = 0; i < spans.size() && j < other.spans.size();) {
        const std::uint32_t first = std::max(spans[i].first, other.spans[j].first);
        const std::uint32_t last = std::min(spans[i].second, other.spans[j].second);
        if (first <= last) result.spans.push_back({first, last});
        if (spans[i].second < other.spans[j].second)
            ++i;
        else
            ++j;
    }
    return result;
}

RankSet RankSet::united(const RankSet& other, std::uint32_t ranks) const {
    return complement(ranks).intersected(other.complement(ranks)).complement(ranks);
}

}  // namespace ordain::plan
