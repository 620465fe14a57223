#include "compiler/plan/places.hpp"

#include <algorithm>

namespace ordain::plan {
namespace {

/// Has no value this rank?
bool is_empty(std::uint32_t rank, std::span<const std::int64_t> constants) {
    if (rank % 2 == 1) return false;
    const std::size_t above = rank / 2;  // constant that follows
    if (above == 0) return !constants.empty() && constants[0] == INT64_MIN;
    if (constants[above - 1] == INT64_MAX) return true;
    return above < constants.size() && constants[above - 1] + 1 == constants[above];
}

std::int64_t least_value(std::uint32_t rank, std::span<const std::int64_t> constants) {
    return rank % 2 == 1 ? constants[rank / 2] : constants[rank / 2 - 1] + 1;
}

}  // namespace

std::uint32_t Places::of(std::uint32_t rank) const {
    return static_cast<std::uint32_t>(std::upper_bound(starts.begin(), starts.end(), rank) - starts.begin());
}

RankSet of_values(const RankSet& set, std::span<const std::int64_t> constants) {
    RankSet out;
    out.missing = set.missing;
    for (auto [first, last] : set.spans) {
        if (is_empty(first, constants)) ++first;
        if (first > last) continue;
        if (is_empty(last, constants)) {
            if (first == last) continue;
            --last;
        }
        out.spans.push_back({first, last});
    }
    return out;
}

Places cut(std::span<const std::int64_t> constants, std::span<const RankSet::Span> spans, std::uint32_t first, std::uint32_t last) {
    std::vector<std::uint32_t> starts;
    starts.reserve(2 * spans.size());
    for (const auto& [from, to] : spans) {
        if (from > first && from <= last) starts.push_back(from);
        if (to < first || to >= last) continue;
        const std::uint32_t next = to + 1 + (is_empty(to + 1, constants) ? 1 : 0);
        if (next <= last) starts.push_back(next);
    }
    std::sort(starts.begin(), starts.end());
    starts.erase(std::unique(starts.begin(), starts.end()), starts.end());
    return starting_at(constants, std::move(starts));
}

Places starting_at(std::span<const std::int64_t> constants, std::vector<std::uint32_t> starts) {
    Places places;
    places.boundaries.reserve(starts.size());
    // all values are in the places behind a start at the least of them
    std::erase_if(starts, [&](std::uint32_t rank) { return rank == 1 && constants[0] == INT64_MIN; });
    for (const std::uint32_t rank : starts) places.boundaries.push_back(least_value(rank, constants));
    places.starts = std::move(starts);
    return places;
}

}  // namespace ordain::plan
